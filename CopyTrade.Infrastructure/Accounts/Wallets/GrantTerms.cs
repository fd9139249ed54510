using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

/// <summary>The numbers of a grant that is asked for.</summary>
public sealed record GrantTerms(Usdc PerOrder, Usdc Daily, int HourlyFills, GrantScope Scope = GrantScope.Buy | GrantScope.Sell, DateTimeOffset? ExpiresAt = null)
{
    // Far above every platform cap; keeps a slip of the keyboard out of the database.
    private static readonly Usdc Largest = Usdc.Of(1_000_000m);

    public static GrantTerms DefaultsOf(VenueMode mode)
    {
        var (perOrder, daily, hourlyFills) = GrantDefaults.For(mode);
        return new GrantTerms(perOrder, daily, hourlyFills);
    }

    /// <summary>Whether more may be spent than by the grant there is: any number larger, a later end, another right, or a grant where none holds.</summary>
    public bool Exceeds(Grant? current, DateTimeOffset now) =>
        current is not { RevokedAt: null } || current.ExpiresAt <= now
        || PerOrder > current.PerOrder || Daily > current.Daily || HourlyFills > current.HourlyFills
        || (Scope & ~current.Scope) != GrantScope.None
        || (current.ExpiresAt is { } end && (ExpiresAt is null || ExpiresAt > end));

    internal AccountRefusal? Problem(DateTimeOffset now) =>
        Grant.Problem(PerOrder, Daily, HourlyFills) is { } problem ? AccountErrors.InvalidCaps(problem)
        : Daily > Largest ? AccountErrors.InvalidCaps("The daily cap may be at most 1,000,000 dollars.")
        : Scope == GrantScope.None ? AccountErrors.InvalidCaps("A grant must allow buying or selling.")
        : ExpiresAt <= now ? AccountErrors.ExpiryInThePast
        : null;
}
