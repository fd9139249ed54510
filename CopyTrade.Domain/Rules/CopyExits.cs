using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Rules;

/// <summary>The rules that a tenant wants around each new copy: its percentages, made into prices from the average entry.</summary>
public static class CopyExits
{
    /// <summary>One rule, or the two of a bracket, that sell everything held under the book; none when nothing is wanted or the grid has no room.</summary>
    /// <remarks>Stop and target lie away from the entry, on the market's grid. With a trailing percentage the stop follows the price up, and a stop percentage is where it begins.</remarks>
    /// <param name="rules">What counts for the copy.</param>
    /// <param name="market">Grid and identity of the token.</param>
    /// <param name="book">Whose shares.</param>
    /// <param name="entry">Average price paid, fees included.</param>
    public static IReadOnlyList<RuleTerms> Of(CopyRules rules, Market market, string book, Price entry)
    {
        var tick = market.Tick;
        Price? stop = rules.ExitStopPercent is > 0m and var under ? tick.At(decimal.Floor(entry.Value * (1m - (under / 100m)) / tick.Value)) : null;
        Price? target = rules.ExitTargetPercent is > 0m and var above ? tick.At(decimal.Ceiling(entry.Value * (1m + (above / 100m)) / tick.Value)) : null;
        var terms = new List<RuleTerms>();
        if (rules.ExitTrailingPercent is > 0m and var trailing) terms.Add(Terms(RuleKind.TrailingStop, stop, trailing));
        else if (stop is not null) terms.Add(Terms(RuleKind.StopLoss, stop, null));
        // An entry at the top of the grid leaves no profit to take.
        if (target is { } high && high > entry && (stop is not { } low || low < high)) terms.Add(Terms(RuleKind.TakeProfit, target, null));
        return terms;

        RuleTerms Terms(RuleKind kind, Price? trigger, decimal? percent) => new(kind, market.Condition, market.Token, trigger, percent, ExitAction.SellAll.Instance) { Book = book };
    }
}
