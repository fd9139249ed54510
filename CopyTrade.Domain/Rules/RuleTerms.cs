using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Rules;

/// <summary>What its owner asked of a rule. Old rows stay readable: whatever is added later has a default.</summary>
/// <param name="Kind">What it waits for.</param>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome token that is sold.</param>
/// <param name="Trigger">The price that fires it, above 0 and under 1. Null only for a trailing stop that has seen no price yet.</param>
/// <param name="TrailingPercent">How far under the highest price a trailing stop keeps, above 0 and under 100 per cent of that price; null for every other kind.</param>
/// <param name="Action">How much it sells.</param>
public sealed record RuleTerms(RuleKind Kind, ConditionId Condition, TokenId Token, Price? Trigger, decimal? TrailingPercent, ExitAction Action)
{
    /// <summary>How far under the price that is read before each try an exit may sell when nothing else is said, per cent.</summary>
    public const decimal DefaultSlippagePercent = 10m;

    /// <summary>Whose shares it sells; null sells those of every book.</summary>
    public string? Book { get; init; }

    /// <summary>Which price it looks at.</summary>
    public PriceSource Source { get; init; }

    /// <summary>It never sells under this price; null sells at whatever is bid, within <see cref="MaxSlippagePercent"/>.</summary>
    public Price? Floor { get; init; }

    /// <summary>How far under the price that is read before each try it may sell, per cent, 0 to 100: protection against a book that empties meanwhile.</summary>
    public decimal MaxSlippagePercent { get; init; } = DefaultSlippagePercent;

    /// <summary>When it ends by itself; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>True when its owner is asked before it sells.</summary>
    public bool AsksFirst { get; init; }

    /// <summary>True when a falling price fires it.</summary>
    public bool IsStop => Kind is RuleKind.StopLoss or RuleKind.TrailingStop;

    /// <summary>
    /// Whether it takes back copied sales that rest when it needs their shares: a resting sale protects from nothing, and a price that falls
    /// away under it would leave a stop without anything to sell. A profit on a part of the position leaves them alone: they sell the rest dearer.
    /// </summary>
    public bool TakesBack => IsStop || Action is ExitAction.SellAll;

    /// <summary>Whether this price fires it (R4.3).</summary>
    public bool IsMetAt(Price price) => Trigger is { } trigger && (IsStop ? price <= trigger : price >= trigger);
}
