using System.Globalization;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>Judges one rule at one moment. Pure and total: the same facts are the same verdict, and no facts throw.</summary>
public static class RuleEvaluator
{
    private const int TrailingDecimals = 4;
    private const decimal HighestTrailing = 0.99m;

    /// <summary>Looks in this order: end of the rule and of its market, sibling, position, price and its age, trigger, what would stop a sale, and last whether a trailing trigger goes up.</summary>
    public static RuleVerdict Evaluate(RuleFacts facts)
    {
        var terms = facts.Terms;
        if (Ended(facts) is { } end) return new RuleVerdict.Expire(end);
        // Before the position: it is the sibling that empties it, and the sibling's end that ends this one.
        if (facts.SiblingExits) return new RuleVerdict.Hold(HoldReason.SiblingExits);
        if (facts.Held.IsGone) return facts.WasHeld ? new RuleVerdict.Close() : new RuleVerdict.Hold(HoldReason.NothingHeld);
        if (facts.Reading is not { } reading) return new RuleVerdict.Hold(HoldReason.PriceUnknown);
        // From the future too: after the clock was set back nobody can say how old such a price is.
        if ((facts.Now - reading.At).Duration() > facts.MostAge) return new RuleVerdict.Hold(HoldReason.PriceStale);
        if (reading.Value is not { } price) return new RuleVerdict.Hold(HoldReason.NoPrice);
        if (terms.IsMetAt(price)) return Obstacle(facts, reading) is { } obstacle ? new RuleVerdict.Hold(obstacle) : new RuleVerdict.Fire(price);
        if (terms.TrailingPercent is { } percent && Raised(terms.Trigger, price, percent) is { } higher) return new RuleVerdict.Tighten(higher);
        return new RuleVerdict.Hold(HoldReason.NotMet);
    }

    /// <summary>The trailing trigger that this price stands for when it is above the one there is: <c>round4(min(0.99, price × (1 − percent / 100)))</c>; null when it stays (R4.4).</summary>
    public static Price? Raised(Price? trigger, Price price, decimal percent)
    {
        var candidate = decimal.Round(Math.Min(HighestTrailing, price.Value * (1m - (percent / 100m))), TrailingDecimals, MidpointRounding.AwayFromZero);
        // A penny price rounds to nothing or to itself: a trigger of zero would never fire, one at the price would fire at once.
        return candidate > (trigger?.Value ?? 0m) && candidate < price.Value ? Price.Of(candidate) : null;
    }

    private static string? Ended(RuleFacts facts) => facts switch
    {
        { IsResolved: true } => "The market is resolved.",
        { Market.Closed: true } => "The market is closed.",
        { Terms.ExpiresAt: { } end } when facts.Now >= end => $"It ran until {end.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}.",
        _ => null,
    };

    private static HoldReason? Obstacle(RuleFacts facts, PriceReading reading) => facts switch
    {
        // No longer than it can be: a clock that was set back must not silence a stop.
        { RestsUntil: { } until } when until > facts.Now && until - facts.Now <= TradeRule.LongestRest => HoldReason.Pace,
        { IsReady: false } => HoldReason.WalletNotReady,
        { Market.AcceptingOrders: false } => HoldReason.MarketPaused,
        _ when facts.Held.For(facts.Terms) == Shares.Zero => HoldReason.NothingFree,
        // A stop takes what there is; a profit is taken only when it can be had for all that is meant.
        { Terms.Kind: RuleKind.TakeProfit } when reading.Covered < facts.Terms.Action.Of(facts.Held.For(facts.Terms)) => HoldReason.NotEnoughBids,
        _ => null,
    };
}
