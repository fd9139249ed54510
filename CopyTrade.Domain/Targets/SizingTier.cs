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
}
