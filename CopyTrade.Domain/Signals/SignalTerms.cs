using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>The rules of one profile (R1.8). Old rows stay readable: whatever is added later has a default.</summary>
/// <param name="Traders">Who may be followed; empty follows nobody.</param>
/// <param name="Markets">Markets as the generator names them; empty allows all.</param>
/// <param name="MaxUsdc">Most dollars of one intent.</param>
/// <param name="MinOrder">Least dollars, of the intent and of our order.</param>
/// <param name="MaxAgeSeconds">Older intents are stale, 1 to 86400.</param>
/// <param name="MaxSlippagePercent">How far the book may have moved against us, 0 to 100.</param>
/// <param name="Sizing">Our dollars.</param>
/// <param name="MaxTokens">Most tokens of one intent; null for no limit.</param>
/// <param name="DailyBudget">Dollars that this profile may put into buys in 24 hours; null for no limit of its own.</param>
/// <param name="IsObserveOnly">Judge everything, order nothing (R1.25).</param>
/// <param name="AggregateSeconds">How long a buy that is too small waits for more of its kind, 0 for not at all, at most 3600 (R1.22).</param>
public sealed record SignalTerms(
    IReadOnlyList<WalletAddress> Traders,
    IReadOnlyList<string> Markets,
    Usdc MaxUsdc,
    Usdc MinOrder,
    int MaxAgeSeconds,
    decimal MaxSlippagePercent,
    SignalSizing Sizing,
    Shares? MaxTokens = null,
    Usdc? DailyBudget = null,
    bool IsObserveOnly = false,
    int AggregateSeconds = 0)
{
    /// <summary>The source's own defaults: 100 dollars, 60 seconds, 5 percent, 10 percent of theirs, at least one dollar; nobody is followed.</summary>
    public static SignalTerms Default { get; } = new([], [], Usdc.Of(100m), Usdc.Of(1m), 60, 5m, new SignalSizing.Percentage(10m));

    /// <summary>Whether small buys wait for more of their kind.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Aggregates => AggregateSeconds > 0;

    /// <summary>Longest age as a span.</summary>
    public TimeSpan MaxAge => TimeSpan.FromSeconds(MaxAgeSeconds);

    /// <summary>Why these are no terms, as a sentence; null when they are. An empty list of traders is legal: it follows nobody.</summary>
    public string? Problem => this switch
    {
        { MinOrder.Amount: <= 0m } => "The smallest order must be above zero.",
        { MaxUsdc: var max, MinOrder: var min } when max < min => "The largest intent must not be under the smallest order.",
        { MaxUsdc.Amount: > 1_000_000m } => "The largest intent may be at most 1000000 dollars.",
        { MaxTokens.Quantity: 0m } => "The most tokens of one intent must be above zero, or empty for no limit.",
        { MaxAgeSeconds: < 1 or > 86_400 } => "The longest age is 1 to 86400 seconds.",
        { AggregateSeconds: < 0 or > 3_600 } => "Small buys wait 0 to 3600 seconds for more.",
        { MaxSlippagePercent: < 0m or > 100m } => "The slippage is 0 to 100 percent.",
        { DailyBudget.Amount: <= 0m } => "The budget must be above zero, or empty for no limit of its own.",
        { Sizing: SignalSizing.Fixed { Amount.Amount: <= 0m } } => "The fixed amount must be above zero.",
        { Sizing: SignalSizing.Percentage { Percent: <= 0m or > 1_000m } } => "The percentage must be above 0 and at most 1000.",
        { Traders.Count: > 1_000 } or { Markets.Count: > 1_000 } => "A list has at most 1000 entries.",
        _ => null,
    };
}
