using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Reckons a wallet's profile from its history. Pure: the same history gives the same profile.</summary>
public static class LeaderCalculator
{
    /// <summary>The stake that the cost of copying is reckoned for.</summary>
    public static readonly Usdc Stake = Usdc.Of(25m);

    private const int Window = 90;
    private const int Lately = 14;
    private const int FewestLately = 5;
    private const decimal LowestCopied = 0.05m;
    private const decimal HighestCopied = 0.95m;
    private const double LargestReturn = 5;
    private static readonly TimeSpan ShortestCopied = TimeSpan.FromMinutes(5);

    /// <summary>The profile of what was read.</summary>
    public static LeaderProfile Of(LeaderHistory history)
    {
        LeaderFill[] fills = [.. history.Fills.OrderBy(fill => fill.At)];
        LeaderClosing[] closed = [.. history.Closings.Where(closing => closing.ClosedAt > history.AsOf.AddDays(-Window) && closing.ClosedAt <= history.AsOf).OrderBy(closing => closing.ClosedAt)];
        var holds = HoldTimes.Of(fills, closed);
        var cost = CopyCost.Of(history.Books, Stake);
        var nets = closed.Where(closing => closing.Return is not null).Select(closing => (Closing: closing, Net: NetOf(history, closing, cost))).ToList();
        var percentiles = Draws(nets, history);
        var lately = nets.Where(pair => pair.Closing.ClosedAt > history.AsOf.AddDays(-Lately)).ToList();
        var marketsLately = lately.Select(pair => pair.Closing.Condition).Distinct().Count();
        var drawdown = DrawdownCalculator.Of(closed, holds);
        var equity = DrawdownCalculator.Days(closed, history.AsOf);
        var (best, without, part) = Best(closed);
        var wins = Rate.Of(closed.Count(closing => closing.Pnl > Usdc.Zero), closed.Length);
        var last = fills.Length > 0 ? fills[^1].At : (DateTimeOffset?)null;
        var tradesADay = fills.Length / Math.Max(1, (history.AsOf - (fills.Length > 0 ? fills[0].At : history.AsOf)).TotalDays);
        var windows = Windows(history);
        var drift = StyleDrift.Of(history, fills);
        var crowding = LockStep.Crowd(history.Company.Entries, history.Company.Read, history.Company.Pairs);
        var echo = EchoFacts.Of(history.Echoes);
        var taken = Usdc.Max(crowding?.PerEntry ?? Usdc.Zero, echo?.Shown ?? Usdc.Zero);
        var profile = new LeaderProfile
        {
            Wallet = history.Wallet, Name = history.Name, Since = history.Since, AsOf = history.AsOf, IsComplete = history.IsComplete, Windows = windows, WinRate = wins,
            Gross = Estimate.Of([.. nets.Select(pair => Bounded(pair.Closing.Return!.Value))]), Net = Estimate.Of([.. nets.Select(pair => pair.Net)]), Cost = cost,
            Recent = RecentEdge.Of([.. nets.Select(pair => (pair.Net, (history.AsOf - pair.Closing.ClosedAt).TotalDays))]),
            Returns = [.. nets.GroupBy(pair => DateOnly.FromDateTime(pair.Closing.ClosedAt.UtcDateTime)).Select(day => new ReturnDay(day.Key, day.Average(pair => Bounded(pair.Closing.Return!.Value)), day.Count())).OrderBy(day => day.Day)],
            NetPercentiles = percentiles, ProbabilityOfEdge = Bootstrap.ProbabilityAbove(percentiles, 0), ProbabilityLately = marketsLately < FewestLately ? null : Bootstrap.ProbabilityAbove(Draws(lately, history), 0), MarketsLately = marketsLately, ChanceOfLuck = Calibration.ChanceOfLuck(closed), Brier = Calibration.Brier(closed),
            MedianHold = holds.Median, Drawdown = drawdown, Sharpe = DrawdownCalculator.Sharpe(equity, drawdown.Capital), WithoutBest = without, BestPart = part, BestMarket = best?.Title,
            Markets = closed.Select(closing => closing.Condition).Concat(fills.Select(fill => fill.Condition)).Distinct().Count(),
            Taker = Rate.Of(fills.Count(fill => fill.IsTaker == true), fills.Count(fill => fill.IsTaker is not null)), MedianFill = MedianOf(fills), Trades = fills.Length, TradesADay = tradesADay,
            Volume = Sum(fills.Select(fill => fill.Notional)), LastTradeAt = last, Copyable = CopyableOf(closed, holds), CapacityADay = Capacity(history, fills, tradesADay, Usdc.Zero),
            RoomLeft = crowding is null && echo is null ? null : Capacity(history, fills, tradesADay, taken), Crowding = crowding, Echo = echo, Ties = LockStep.Ties(history.Company.Entries, history.Company.Pairs),
            Categories = Groups(nets, pair => history.CategoryOf(pair.Condition) ?? "not known", byPnl: true), Bands = Groups(nets, pair => PriceBands.NameOf(pair.AveragePrice), byPnl: false),
            Heat = Heat(history, closed), Calibration = Calibration.Bands(closed), Holds = holds.Bars, Sizes = SizeBars.Of(fills), Equity = equity, Drift = drift.Distance,
        };
        return profile with
        {
            Flags = [.. RedFlags.Of(profile, fills, drift)],
            Screening = Screening.Of(tradesADay, last is { } at ? history.AsOf - at : null, closed.Count(closing => closing.Won is not null), wins.Value, profile.Window(Window)?.Roi, holds.Median, drawdown.Part),
        };
    }

    private static IReadOnlyList<double> Draws(List<(LeaderClosing Closing, double Net)> nets, LeaderHistory history) =>
        Bootstrap.Means([.. nets.GroupBy(pair => pair.Closing.Condition).Select(market => (IReadOnlyList<double>)[.. market.Select(pair => pair.Net)])], SeededDraw.SeedOf(history.Wallet.Value));

    // The entry always pays; the exit only when it was a sale. What the end pays costs nothing.
    private static double NetOf(LeaderHistory history, LeaderClosing closing, CopyCost cost)
    {
        var market = history.Markets.GetValueOrDefault(closing.Condition);
        var leg = cost.OfLeg(closing.AveragePrice, market?.FeeRate ?? 0m, market?.FeeExponent ?? 1);
        var sold = IsSold(closing);
        return Bounded(closing.Return!.Value) - leg - (sold ? leg * Math.Max(0, 1 + closing.Return.Value) : 0);
    }

    // Held to its end, a position earns the whole payout or loses the whole cost.
    private static bool IsSold(LeaderClosing closing) => closing.Won is not { } won || Math.Abs((won ? closing.Bought.Quantity : 0m) - closing.Cost.Amount - closing.Pnl.Amount) > Math.Max(0.01m, closing.Cost.Amount * 0.01m);

    // A ticket bought at a cent returns a hundredfold: one of them must not be the whole mean.
    private static double Bounded(double value) => Math.Min(value, LargestReturn);

    private static IReadOnlyList<WindowResult> Windows(LeaderHistory history) =>
    [
        .. ((int[])[7, 30, Window, 0]).Select(days =>
        {
            var within = history.Closings.Where(closing => days == 0 || closing.ClosedAt > history.AsOf.AddDays(-days)).ToList();
            return new WindowResult(days, Sum(within.Select(closing => closing.Pnl)), Sum(within.Select(closing => closing.Cost)), within.Count);
        }),
    ];

    private static (LeaderClosing? Best, Usdc? Without, double? Part) Best(LeaderClosing[] closed)
    {
        if (closed.Length == 0) return (null, null, null);
        var markets = closed.GroupBy(closing => closing.Condition).Select(market => (First: market.First(), Pnl: Sum(market.Select(closing => closing.Pnl)))).ToList();
        var best = markets.MaxBy(market => market.Pnl.Amount);
        var gains = markets.Where(market => market.Pnl > Usdc.Zero).Sum(market => market.Pnl.Amount);
        return (best.First, Sum(closed.Select(closing => closing.Pnl)) - Usdc.Max(Usdc.Zero, best.Pnl), gains > 0m ? (double)(best.Pnl.Amount / gains) : null);
    }

    private static Rate CopyableOf(LeaderClosing[] closed, HoldTimes holds) => Rate.Of(
        closed.Count(closing => closing.AveragePrice.Value is >= LowestCopied and <= HighestCopied && (holds.Of(closing.Token) is not { } hold || hold >= ShortestCopied)), closed.Length);

    // What others take right after it is no longer there for one more; a wallet without a book has no figure, not zero.
    private static Usdc? Capacity(LeaderHistory history, LeaderFill[] fills, double tradesADay, Usdc taken)
    {
        if (history.Books.Count == 0 || !fills.Any(fill => fill.Side == OrderSide.Buy)) return null;
        var entries = tradesADay * fills.Count(fill => fill.Side == OrderSide.Buy) / fills.Length;
        return Usdc.RoundDown(Math.Max(0m, CopyCost.Median([.. history.Books.Select(book => book.Depth.Amount)]) - taken.Amount) * (decimal)entries);
    }

    private static IReadOnlyList<GroupResult> Groups(List<(LeaderClosing Closing, double Net)> nets, Func<LeaderClosing, string> name, bool byPnl)
    {
        var groups = nets.GroupBy(pair => name(pair.Closing), StringComparer.Ordinal).Select(group => new GroupResult(
            group.Key, Rate.Of(group.Count(pair => pair.Closing.Pnl > Usdc.Zero), group.Count()), Sum(group.Select(pair => pair.Closing.Pnl)), Sum(group.Select(pair => pair.Closing.Cost)), Estimate.Of([.. group.Select(pair => pair.Net)])));
        return [.. byPnl ? groups.OrderByDescending(group => group.Pnl.Amount) : groups.OrderBy(group => PriceBands.Order(group.Name))];
    }

    private static IReadOnlyList<HeatCell> Heat(LeaderHistory history, LeaderClosing[] closed) =>
    [
        .. closed.GroupBy(closing => (Category: history.CategoryOf(closing.Condition) ?? "not known", From: PriceBands.FromOf(closing.AveragePrice)))
            .Select(cell => new HeatCell(cell.Key.Category, cell.Key.From, Sum(cell.Select(closing => closing.Pnl)), cell.Count())).OrderBy(cell => cell.Category, StringComparer.Ordinal).ThenBy(cell => cell.From),
    ];

    private static Usdc? MedianOf(LeaderFill[] fills) => fills.Length == 0 ? null : Usdc.RoundDown(CopyCost.Median([.. fills.Select(fill => fill.Notional.Amount)]));

    internal static Usdc Sum(IEnumerable<Usdc> amounts) => amounts.Aggregate(Usdc.Zero, (sum, amount) => sum + amount);
}
