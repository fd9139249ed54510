using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Days;

/// <summary>A trial of one day over trades as the record shows them: the planner and the purse of every trial, and each trade's verdict kept. Pure.</summary>
public static class DayReplayer
{
    /// <summary>The length of a replay, days.</summary>
    public const int Days = 1;

    /// <summary>What a trial works on.</summary>
    public static LeaderHistory HistoryOf(WalletAddress wallet, IReadOnlyCollection<FillSighting> trades, DateTimeOffset since, DateTimeOffset asOf, bool isComplete, IEnumerable<LeaderMarket> markets) => new(
        wallet, trades.Select(trade => trade.Trader).FirstOrDefault(name => name is not null), since, asOf, isComplete, [.. trades.Select(FillOf)], [], [], markets.ToDictionary(market => market.Condition), []);

    /// <summary>The outcomes that would have been bought, for their marks to be found.</summary>
    public static IReadOnlyList<TokenId> TokensBought(TrialInput input) => [.. TrialRunner.Trace(input).Steps.Where(step => step.Order is { Side: OrderSide.Buy }).Select(step => step.Order!.Token).Distinct()];

    /// <summary>The replay.</summary>
    /// <param name="input">As <see cref="HistoryOf"/> made it.</param>
    /// <param name="trades">The same trades, for their texts.</param>
    /// <param name="newestBefore">The last trade before the day, when the day held none.</param>
    public static DayReplayResult Run(TrialInput input, IReadOnlyCollection<FillSighting> trades, DateTimeOffset? newestBefore = null)
    {
        var texts = trades.ToLookup(trade => (trade.Transaction, trade.Token, trade.Side, trade.FilledAt));
        var (result, steps) = TrialRunner.Trace(input);
        return new(result, input.Terms.Capital, [.. steps.Reverse().Take(DayReplayResult.MostKept).Select(step =>
        {
            var seen = texts[(step.Fill.Transaction, step.Fill.Token, step.Fill.Side, step.Fill.At)].FirstOrDefault();
            return new ReplayedTrade(step.Fill.At, step.Fill.Side, seen?.Title ?? input.History.Markets.GetValueOrDefault(step.Fill.Condition)?.Title, seen?.Outcome, step.Fill.Price, step.Fill.Notional, step.Order?.Notional, step.Skipped);
        })], newestBefore);
    }

    private static LeaderFill FillOf(FillSighting trade) => new(trade.Transaction, trade.Condition, trade.Token, trade.Side, trade.Legs.Shares, trade.Legs.Price, trade.FilledAt);
}
