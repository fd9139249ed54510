using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>
/// Where the difference between a target's profit and ours went (ADR 0015). Pure, in exact decimals: for every purchase of
/// theirs a chain of amounts leads from their profit to ours, each bar is the step between two neighbours, so that the steps
/// add up to the difference whatever they hold. The profits of days add up to those of weeks.
/// </summary>
/// <remarks>
/// With s their shares that count, T their profit on them, F our matched shares and φ the part of their purchase not sold before the period:
/// profit in a period is what was sold in it at its price plus what is left at the closing mark, less what was bought in it at its price and what was there before at the opening mark.
/// Not seen and skipped: −T. Sized: (chosen φ − s) T/s. Capped: (ordered − chosen) φ T/s where a ceiling or the balance made the order more than a hundredth of a share smaller; otherwise that is rounding.
/// Not filled: (F − ordered) φ T/s, where F is larger it is price. Price: our shares × (their entry − ours). Fees: ours, entry and exit. Exit timing: what our sales and what we still hold are worth beyond F φ shares left as they left.
/// Rounding: the ledger's cents, the venue's steps, trades too small. Their own fees are not known and not counted.
/// </remarks>
public static class CopyGap
{
    // Neighbours in a chain are rounded alike, so that sums of steps stay exact however many there are.
    private const int ChainDecimals = 12;
    private const decimal ShareStep = 0.01m;

    /// <summary>The gap of one target in one period.</summary>
    /// <param name="history">Their trades and our lots from the beginning; what comes after the period is left aside.</param>
    /// <param name="period">The period.</param>
    /// <param name="marks">What tokens were worth at its ends; see <see cref="TokensHeldAt"/>.</param>
    public static CopyGapReport Of(CopyHistory history, CopyPeriod period, GapMarks marks)
    {
        var (theirs, uncovered) = TargetLots.Of(history.Trades.Where(trade => trade.At < period.To));
        var mine = history.Lots.Where(lot => lot.OpenedAt < period.To).ToLookup(lot => lot.Cause?.Value);
        var trades = theirs.Select(lot => OfTrade(lot, [.. mine[lot.Buy.Fill.Value]], period, marks)).OfType<GapTrade>().ToList();
        var explained = theirs.Select(lot => lot.Buy.Fill.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var token in mine.Where(same => same.Key is null || !explained.Contains(same.Key)).SelectMany(same => same).GroupBy(lot => lot.Token))
        {
            if (OfStrangers(token.Key, [.. token], period, marks) is { } other) trades.Add(other);
        }

        return new([.. trades.OrderByDescending(trade => trade.Trade?.At)], uncovered.Count(sale => period.Holds(sale.At)));
    }

    /// <summary>Tokens that they or we hold at a moment: those whose marks are asked for.</summary>
    public static IReadOnlySet<TokenId> TokensHeldAt(CopyHistory history, DateTimeOffset moment)
    {
        var (theirs, _) = TargetLots.Of(history.Trades.Where(trade => trade.At < moment));
        return theirs.Where(lot => lot.SoldBefore(moment) < lot.Buy.Shares.Quantity).Select(lot => lot.Buy.Token)
            .Concat(history.Lots.Where(lot => lot.OpenedAt < moment && lot.Closes.Where(close => close.At < moment).Sum(close => close.Shares.Quantity) < lot.Shares.Quantity).Select(lot => lot.Token))
            .ToHashSet();
    }

    private static GapTrade? OfTrade(TargetLot lot, IReadOnlyList<OwnLot> lots, CopyPeriod period, GapMarks marks)
    {
        var buy = lot.Buy;
        var (start, end) = (Mark(marks.AtStart, buy.Token), Mark(marks.AtEnd, buy.Token));
        var carried = buy.At < period.From;
        var counted = buy.Shares.Quantity - lot.SoldBefore(period.From);
        var own = OwnResult.Of(lots, period, start, end);
        if (counted == 0m && own.IsNothing) return null;

        var main = MainOf(buy);
        var left = buy.Shares.Quantity - lot.SoldBefore(period.To);
        if ((carried && start is null) || (left > 0m && end is null) || !own.IsPriced) return new(buy, buy.Token, 0m, 0m, [], main, false);

        var entry = carried ? start!.Value : buy.Price.Value;
        var leaving = lot.Sales.Where(sale => period.Holds(sale.At)).Sum(sale => sale.Shares * sale.Price.Value) + (left > 0m ? left * end!.Value : 0m);
        var profit = leaving - (counted * entry);
        var parts = new List<GapPart>();
        if (lots.Count == 0 && buy.Result != FollowedResult.Ordered)
        {
            parts.Add(new(main.Bar, main.Reason, -profit));
        }
        else
        {
            parts.AddRange(Chain(buy, counted, profit, entry, lots.Sum(one => one.Shares.Quantity), own));
        }

        return new(buy, buy.Token, profit, own.Profit, [.. parts.Where(part => part.Amount != 0m)], main, true);
    }

    private static IEnumerable<GapPart> Chain(FollowedTrade buy, decimal counted, decimal profit, decimal entry, decimal matched, OwnResult own)
    {
        var ordered = buy.Ordered?.Quantity ?? matched;
        var chosen = buy.Chosen ?? ordered;
        // What was sold before the period has left the chain on both sides: it had its day.
        decimal At(decimal shares) => decimal.Round(shares * profit / buy.Shares.Quantity, ChainDecimals);

        var (asChosen, asOrdered, asMatched) = counted == 0m ? (0m, 0m, 0m) : (At(chosen), At(ordered), At(matched));
        yield return new(GapBar.Sized, null, asChosen - profit);
        yield return new(chosen - ordered > ShareStep ? GapBar.Capped : GapBar.Rounding, null, asOrdered - asChosen);
        yield return matched > ordered ? new(GapBar.Price, null, asMatched - asOrdered) : new(GapBar.NotFilled, buy.Reason, asMatched - asOrdered);
        var price = (own.Shares * entry) - own.Entry;
        yield return new(GapBar.Price, null, price);
        yield return new(GapBar.Fees, null, -own.Fees);
        yield return new(GapBar.ExitTiming, null, own.Leaving - own.Entry - price - asMatched);
        yield return new(GapBar.Rounding, null, own.Rounding);
    }

    private static GapTrade? OfStrangers(TokenId token, IReadOnlyList<OwnLot> lots, CopyPeriod period, GapMarks marks)
    {
        var own = OwnResult.Of(lots, period, Mark(marks.AtStart, token), Mark(marks.AtEnd, token));
        if (own.IsNothing) return null;
        IReadOnlyList<GapPart> parts = own.IsPriced ? [new(GapBar.Other, null, own.Profit)] : [];
        return new(null, token, 0m, own.IsPriced ? own.Profit : 0m, parts, (GapBar.Other, null), own.IsPriced);
    }

    private static (GapBar Bar, string? Reason) MainOf(FollowedTrade buy) => buy.Result switch
    {
        FollowedResult.NotSeen => (GapBar.NotSeen, null),
        FollowedResult.Skipped => (GapBar.Skipped, buy.Reason),
        FollowedResult.Failed => (GapBar.NotFilled, buy.Reason),
        FollowedResult.TooSmall => (GapBar.Rounding, null),
        _ => (GapBar.Sized, null),
    };

    private static decimal? Mark(IReadOnlyDictionary<TokenId, Price> marks, TokenId token) => marks.TryGetValue(token, out var mark) ? mark.Value : null;
}
