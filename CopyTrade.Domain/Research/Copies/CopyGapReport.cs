namespace CopyTrade.Domain.Research.Copies;

/// <summary>Where the difference between their profit and ours went in one period.</summary>
/// <param name="Trades">Every trade that counts in the period.</param>
/// <param name="OldSales">Sales of theirs of shares from before they were followed: in no sum, since what they paid is not known.</param>
public sealed record CopyGapReport(IReadOnlyList<GapTrade> Trades, int OldSales)
{
    /// <summary>Their profit over what is priced: realised, and the change of marks.</summary>
    public decimal Theirs { get; } = Trades.Sum(trade => trade.Theirs);

    /// <summary>Ours over the same trades.</summary>
    public decimal Mine { get; } = Trades.Sum(trade => trade.Mine);

    /// <summary>Trades in no sum because a mark is missing.</summary>
    public int Unpriced { get; } = Trades.Count(trade => !trade.IsPriced);

    /// <summary>The bars in order; skipped and unfilled trades by reason, the dearest first.</summary>
    public IReadOnlyList<GapStep> Steps { get; } =
    [
        .. Trades.SelectMany((trade, at) => trade.IsPriced
                ? trade.Parts.Select(part => (Trade: at, part.Bar, part.Reason, part.Amount, Unpriced: 0))
                : [(at, trade.Main.Bar, trade.Main.Reason, 0m, 1)])
            .GroupBy(part => (part.Bar, part.Reason))
            // A trade may add to one bar twice (a worse price, and more shares for a better one) and is still one trade.
            .Select(same => new GapStep(
                same.Key.Bar, same.Key.Reason, same.Sum(part => part.Amount), same.Where(part => part.Unpriced == 0).DistinctBy(part => part.Trade).Count(), same.Sum(part => part.Unpriced)))
            .OrderBy(step => step.Bar).ThenBy(step => step.Amount).ThenBy(step => step.Reason, StringComparer.Ordinal),
    ];

    /// <summary>What the steps leave unexplained. Always exactly zero; shown so that everybody can see it.</summary>
    public decimal Residual => Theirs + Steps.Sum(step => step.Amount) - Mine;

    /// <summary>What copying itself cost at our size: orders not filled, price, fees, exits and rounding. Above zero it cost us. What was not seen or not wanted is no part of it.</summary>
    public decimal CostOfCopying => -Steps.Where(step => step.Bar is GapBar.NotFilled or GapBar.Price or GapBar.Fees or GapBar.ExitTiming or GapBar.Rounding).Sum(step => step.Amount);

    /// <summary>Several targets as one.</summary>
    public static CopyGapReport Of(IReadOnlyCollection<CopyGapReport> each) => new([.. each.SelectMany(report => report.Trades)], each.Sum(report => report.OldSales));
}
