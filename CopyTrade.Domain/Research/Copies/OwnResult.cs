namespace CopyTrade.Domain.Research.Copies;

/// <summary>What lots of ours made in a period, taken apart.</summary>
/// <param name="Shares">Shares that count: not sold before the period.</param>
/// <param name="Entry">What they were worth when the period, or they, began: paid, or the opening mark.</param>
/// <param name="Leaving">What those sold in the period brought before fees, and what is left at the closing mark.</param>
/// <param name="Fees">Fees of purchases and sales in the period.</param>
/// <param name="Profit">By the ledger's own amounts: proceeds less cost, and the change of marks.</param>
/// <param name="IsPriced">Every mark that it needs is known.</param>
internal sealed record OwnResult(decimal Shares, decimal Entry, decimal Leaving, decimal Fees, decimal Profit, bool IsPriced)
{
    /// <summary>Nothing of ours counts in the period.</summary>
    public bool IsNothing => Shares == 0m;

    /// <summary>What the ledger's rounding makes of it.</summary>
    public decimal Rounding => Profit - (Leaving - Entry - Fees);

    public static OwnResult Of(IReadOnlyList<OwnLot> lots, CopyPeriod period, decimal? start, decimal? end)
    {
        var sum = new OwnResult(0m, 0m, 0m, 0m, 0m, true);
        foreach (var lot in lots.Where(lot => lot.OpenedAt < period.To))
        {
            var counted = lot.Shares.Quantity - lot.Closes.Where(close => close.At < period.From).Sum(close => close.Shares.Quantity);
            if (counted == 0m) continue;
            var closed = lot.Closes.Where(close => period.Holds(close.At)).ToList();
            var left = counted - closed.Sum(close => close.Shares.Quantity);
            var isCarried = lot.OpenedAt < period.From;
            if ((isCarried && start is null) || (left > 0m && end is null)) return sum with { Shares = sum.Shares + counted, IsPriced = false };

            var remaining = left > 0m ? left * end!.Value : 0m;
            var entry = counted * (isCarried ? start!.Value : lot.Price.Value);
            var exits = closed.Sum(close => close.Price is { } price ? close.Shares.Quantity * price.Value : close.Proceeds.Amount);
            var fees = closed.Sum(close => close.Fee) + (isCarried ? 0m : lot.Fee.Amount);
            var profit = closed.Sum(close => close.Proceeds.Amount) + remaining - (isCarried ? entry : lot.Cost.Amount);
            sum = new(sum.Shares + counted, sum.Entry + entry, sum.Leaving + exits + remaining, sum.Fees + fees, sum.Profit + profit, true);
        }

        return sum;
    }
}
