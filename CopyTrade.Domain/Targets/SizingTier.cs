using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>One step of a tiered policy: what the target's dollars are multiplied by when they fall into it.</summary>
/// <param name="From">Dollars, inclusive.</param>
/// <param name="To">Dollars, exclusive; null for no end.</param>
/// <param name="Multiplier">From 0 to 100.</param>
public sealed record SizingTier(Usdc From, Usdc? To, decimal Multiplier)
{
    /// <summary>True when this amount falls into the tier.</summary>
    public bool Holds(Usdc dollars) => dollars >= From && (To is not { } end || dollars < end);

    /// <summary>That of the first tier which holds this amount; 1 when none does, 0 when there are none at all (R1.10).</summary>
    public static decimal MultiplierOf(IReadOnlyList<SizingTier> tiers, Usdc dollars) => tiers.Count == 0 ? 0m : tiers.FirstOrDefault(tier => tier.Holds(dollars))?.Multiplier ?? 1m;
}
