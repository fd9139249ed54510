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

    internal AccountRefusal? Problem(DateTimeOffset now) =>
        Grant.Problem(PerOrder, Daily, HourlyFills) is { } problem ? AccountErrors.InvalidCaps(problem)
        : Daily > Largest ? AccountErrors.InvalidCaps("The daily cap may be at most 1,000,000 dollars.")
        : Scope == GrantScope.None ? AccountErrors.InvalidCaps("A grant must allow buying or selling.")
        : ExpiresAt <= now ? AccountErrors.ExpiryInThePast
        : null;
}
