using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>What a user may set about a target, at one moment: the two sides of a change in its history.</summary>
/// <param name="Label">The tenant's own name for it; null for none.</param>
/// <param name="Sizing">How large our orders are.</param>
/// <param name="MaxPerTrade">Ceiling on one outcome.</param>
/// <param name="FilterPercentile">Used by percentile policies.</param>
/// <param name="Rules">Own rules over the tenant's; null for none.</param>
/// <param name="IsFollowed">False once it was removed.</param>
public sealed record TargetSettings(string? Label, SizingPolicy Sizing, Usdc MaxPerTrade, int FilterPercentile, CopyRules? Rules, bool IsFollowed)
{
    /// <summary>Until when its exits are followed before it is left (R0.57), UTC; null when it is not being left.</summary>
    public DateTimeOffset? LeavingBy { get; init; }

    /// <summary>The settings of a target as it is.</summary>
    public static TargetSettings Of(CopyTarget target) => new(target.Label, target.Sizing, target.MaxPerTrade, target.FilterPercentile, target.Rules, target.DisabledAt is null);
}
