using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Accounts;

/// <summary>What a tenant allowed the platform to spend (R0.34).</summary>
/// <param name="Id">Row id.</param>
/// <param name="PerOrder">Largest order in dollars, above zero.</param>
/// <param name="Daily">Largest sum in any 24 hours, at least <paramref name="PerOrder"/>.</param>
/// <param name="HourlyFills">Most orders in any hour, above zero.</param>
/// <param name="Scope">Buy, sell or both; never none.</param>
/// <param name="CreatedAt">When it was given.</param>
/// <param name="ExpiresAt">When it ends by itself; null for never.</param>
/// <param name="RevokedAt">When it was taken back; null while it holds.</param>
public sealed record Grant(
    Guid Id,
    Usdc PerOrder,
    Usdc Daily,
    int HourlyFills,
    GrantScope Scope,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt)
{
    /// <summary>Why these numbers cannot be a grant, as a sentence for people; null when they can.</summary>
    public static string? Problem(Usdc perOrder, Usdc daily, int hourlyFills) =>
        perOrder <= Usdc.Zero ? "The cap per order must be above zero."
        : daily < perOrder ? "The daily cap must be at least the cap per order."
        : hourlyFills <= 0 ? "The hourly number of orders must be above zero."
        : null;
}
