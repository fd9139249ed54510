using System.Globalization;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>
/// Runs the real planner over a wallet's past (R0.58). An order fills at their price made worse by the cost of a leg, unless a seeded draw says that it found nobody;
/// what the market's end paid is paid. Rules that ask the order book are left out, since nobody kept the books: the result says so. Pure.
/// </summary>
public static class TrialRunner
{
    private const string Source = "trial";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The result.</summary>
    public static TrialResult Run(TrialInput input) => Trace(input).Result;

    /// <summary>The result with what was made of each trade.</summary>
    public static TrialTrace Trace(TrialInput input)
    {
        var (history, terms) = (input.History, input.Terms);
        var from = history.AsOf.AddDays(-terms.Days);
        var book = new TrialBook(terms.Capital, CopyCost.Of(history.Books, LeaderCalculator.Stake));
        var rules = input.Rules with { MaxSpread = null, MinDepthUsdc = null, MaxSlippagePercent = null, AggregateSeconds = null };
        var (steps, theirs) = (new List<TrialStep>(), new TrialTarget());
        LeaderFill[] fills = [.. history.Fills.Where(fill => fill.At <= history.AsOf).OrderBy(fill => fill.At).ThenBy(fill => fill.Transaction.Value, StringComparer.Ordinal)];
        foreach (var fill in fills)
        {
            var context = theirs.Before(fill) with { Statistic = input.Statistic };
            theirs.Move(fill);
            if (fill.At < from) continue;
            book.Settle(history.Markets, fill.At);
            steps.Add(MirrorPlanner.Plan(Ask(input, rules, fill, context, book)) switch
            {
                MirrorDecision.Skip skip => new(fill, skip.Reason, null, false),
                MirrorDecision.Place place when Misses(input.Target, fill, terms) => new(fill, null, place.Intent, true),
                MirrorDecision.Place { Intent: var order } when book.Trade(fill.At, order.Condition, order.Token, order.Side, order.Shares, order.Limit, history.Markets.GetValueOrDefault(fill.Condition)) => new(fill, null, order, false),
                _ => new TrialStep(fill, SkipReason.InsufficientBalance, null, false),
            });
        }

        book.Settle(history.Markets, history.AsOf);
        return new(book.Result(history, input.Marks, from) with
        {
            Rules = PolicyText.Write(input.Target.Sizing), Trades = steps.Count, Missed = steps.Count(step => step.IsMissed),
            Skipped = steps.Where(step => step.Skipped is not null).GroupBy(step => step.Skipped!.Value).ToDictionary(same => same.Key, same => same.Count()),
            IsComplete = history.IsComplete || history.Since <= from,
            Theirs = LeaderCalculator.Sum(history.Closings.Where(closing => closing.ClosedAt > from && closing.ClosedAt <= history.AsOf).Select(closing => closing.Pnl)),
        }, steps);
    }

    private static MirrorInput Ask(TrialInput input, CopyRules rules, LeaderFill fill, TargetContext context, TrialBook book)
    {
        var known = input.History.Markets.GetValueOrDefault(fill.Condition);
        var market = known is null ? null : new Market(
            fill.Condition, fill.Token, known.Tokens.Count == 2 ? known.Tokens.First(token => token != fill.Token) : null, known.Title, null, known.Tick, known.MinimumShares, Usdc.Of(1m), false, known.FeeRate, known.FeeExponent,
            known.EndsAt, true, false, fill.At, known.Category);
        var observed = new ObservedFill(
            FillId.FromDataApi(fill.Transaction, fill.Token, fill.Side, fill.At.ToUnixTimeSeconds()), input.History.Wallet, fill.Transaction, fill.Condition, fill.Token, fill.Side, fill.Shares, fill.Price, 1,
            fill.At, fill.At.AddSeconds(input.Terms.DelaySeconds), Source, known?.Title, null, input.History.Name);
        return new(observed, input.Target, market, book.Snapshot(fill, market?.OppositeToken), Patience + TimeSpan.FromSeconds(input.Terms.DelaySeconds), fill.At.AddSeconds(input.Terms.DelaySeconds), rules, context);
    }

    private static bool Misses(CopyTarget target, LeaderFill fill, TrialTerms terms) =>
        new SeededDraw(SeededDraw.SeedOf(string.Create(CultureInfo.InvariantCulture, $"{target.Wallet}:{fill.Transaction}:{fill.Token}:{fill.Side}"))).Next(100) < terms.MissPercent;
}
