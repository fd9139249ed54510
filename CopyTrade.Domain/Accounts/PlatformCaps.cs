using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Accounts;

/// <summary>The platform's own safety caps. Code, not configuration: an environment cannot raise them (R0.35).</summary>
/// <param name="PerOrder">Largest order in dollars.</param>
/// <param name="Daily">Largest sum in 24 hours.</param>
/// <param name="HourlyFills">Most orders in an hour.</param>
public sealed record PlatformCaps(Usdc PerOrder, Usdc Daily, int HourlyFills)
{
    /// <summary>The caps of a mode. Live is bounded as upstream bounds its users; made-up money is bounded widely enough to see every cap work.</summary>
    public static PlatformCaps For(VenueMode mode) => mode == VenueMode.Live
        ? new(Usdc.Of(20m), Usdc.Of(200m), 100)
        : new(Usdc.Of(20m), Usdc.Of(20_000m), 20_000);

    /// <summary>Effective cap = min(configured, platform cap), for each of the three.</summary>
    public PlatformCaps Bound(Grant grant) =>
        new(Usdc.Min(grant.PerOrder, PerOrder), Usdc.Min(grant.Daily, Daily), Math.Min(grant.HourlyFills, HourlyFills));
}
