using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>How adding to a position (layer) and buying its other side (hedge) are judged; the defaults are those of R0.25.</summary>
/// <param name="Mode">Whether the figures apply.</param>
/// <param name="MinimumExposureUsdc">Least dollars that we must have on the market.</param>
/// <param name="FloorMultiple">The same as a multiple of the market's minimum order; the larger counts.</param>
/// <param name="LayerShare">A layer costs at most this part of our exposure, 0 to 1.</param>
/// <param name="HedgeMinimumUsdc">Least dollars of the target on the other side.</param>
/// <param name="HedgeMinimumRatio">Least part of the target's hedge against its primary side, 0 to 1.</param>
/// <param name="HedgeShare">A hedge costs at most this part of our exposure, 0 to 1.</param>
public sealed record FollowUpRules(
    FollowUpMode Mode = FollowUpMode.ByPolicy,
    decimal MinimumExposureUsdc = 5m,
    decimal FloorMultiple = 5m,
    decimal LayerShare = 0.50m,
    decimal HedgeMinimumUsdc = 5m,
    decimal HedgeMinimumRatio = 0.02m,
    decimal HedgeShare = 0.25m)
{
    /// <summary>Whether the figures apply to this policy.</summary>
    public bool IsGatedFor(SizingPolicy policy) => Mode == FollowUpMode.Gated || (Mode == FollowUpMode.ByPolicy && policy.UsesStatistic);
}
