namespace CopyTrade.Domain.Signals;

/// <summary>One step of tiered sizing (R1.10).</summary>
/// <param name="From">Least dollars of the trader, inclusive.</param>
/// <param name="To">Dollars of the trader at which the next step begins; null for no end.</param>
/// <param name="Multiplier">What their dollars are multiplied by, zero or more.</param>
public sealed record SignalTier(decimal From, decimal? To, decimal Multiplier);
