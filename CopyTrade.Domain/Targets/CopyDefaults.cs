using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>What a tenant wants of every target that does not say otherwise. Size, ceiling and percentile are taken when a target is added; rules count for all targets at all times.</summary>
/// <param name="Sizing">How large orders are.</param>
/// <param name="MaxPerTrade">Ceiling on one outcome.</param>
/// <param name="FilterPercentile">50 to 99.</param>
/// <param name="Rules">Rules over the platform's.</param>
public sealed record CopyDefaults(SizingPolicy Sizing, Usdc MaxPerTrade, int FilterPercentile, CopyRules Rules)
{
    /// <summary>What counts while a tenant has set nothing.</summary>
    public static CopyDefaults Initial { get; } = new(new SizingPolicy.MinBet(), Usdc.Of(5m), 75, CopyRules.None);
}
