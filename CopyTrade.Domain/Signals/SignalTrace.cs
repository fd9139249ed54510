using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Signals;

/// <summary>The values that decided, as far as they were reached; stored with the intent and shown.</summary>
/// <param name="TheirUsd">The trader's dollars.</param>
/// <param name="Observed">Price when the trade was seen.</param>
/// <param name="Current">Price when we looked.</param>
/// <param name="SlippagePercent">Between the two, plus is worse.</param>
/// <param name="Fraction">Part of its position that the trader sold, 0 to 1 (R1.13).</param>
/// <param name="Held">What we held.</param>
/// <param name="Wanted">Our dollars before the market's grid.</param>
/// <param name="Shares">What is ordered.</param>
/// <param name="Limit">Our limit price.</param>
/// <param name="Formula">The arithmetic in words.</param>
/// <param name="Intents">How many intents are added up in it; null for this one alone (R1.22).</param>
public sealed record SignalTrace(
    Usdc? TheirUsd = null,
    Price? Observed = null,
    Price? Current = null,
    decimal? SlippagePercent = null,
    decimal? Fraction = null,
    Shares? Held = null,
    Usdc? Wanted = null,
    Shares? Shares = null,
    Price? Limit = null,
    string? Formula = null,
    int? Intents = null);
