using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Mirroring;

/// <summary>What is known of the target when its fill is judged; everything may be unknown (null). Holdings are those before the fill.</summary>
/// <param name="Token">Held of the fill's token.</param>
/// <param name="Opposite">Held of the other token of a binary market.</param>
/// <param name="ConditionCost">Cost of all tokens of the market, the fill's included.</param>
/// <param name="Statistic">How large its positions usually are.</param>
/// <param name="Baseline">Its cost on the fill's token when we first saw it on this market; only for position-gap policies.</param>
public sealed record TargetContext(TargetHolding? Token, TargetHolding? Opposite = null, Usdc? ConditionCost = null, PositionStatistic? Statistic = null, Usdc? Baseline = null)
{
    /// <summary>Nothing is known.</summary>
    public static TargetContext Unknown { get; } = new((TargetHolding?)null);
}
