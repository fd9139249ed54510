using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Trading;

/// <summary>First in, first out within one book and token. Shares and money are conserved to the last millionth: what rounding leaves goes to the last slice.</summary>
public static class LotBook
{
    /// <summary>What a confirmed buy cost: shares × price rounded up, and the fee. An unknown fee counts as none until it is learned.</summary>
    public static Usdc CostOf(Shares shares, Price price, Usdc? fee) => shares.CostAt(price) + (fee ?? Usdc.Zero);

    /// <summary>What a confirmed sell brought: shares × price rounded down, less the fee. Negative when the fee is larger.</summary>
    public static Usdc ProceedsOf(Shares shares, Price price, Usdc? fee) => shares.ProceedsAt(price) - (fee ?? Usdc.Zero);

    /// <summary>Takes sold shares from the lots.</summary>
    /// <param name="lots">Open lots of the same book and token, oldest first.</param>
    /// <param name="sold">Quantity sold.</param>
    /// <param name="proceeds">What all of it brought, fee taken off.</param>
    public static LotClosing Close(IReadOnlyList<OpenLot> lots, Shares sold, Usdc proceeds)
    {
        var slices = new List<LotClosing.Slice>();
        var (left, money) = (sold, proceeds);
        foreach (var lot in lots)
        {
            if (left == Shares.Zero) break;
            var shares = Shares.Min(lot.Remaining, left);
            var cost = shares == lot.Remaining ? lot.RemainingCost : Part(lot.RemainingCost, shares, lot.Remaining);
            var share = shares == left ? money : Part(money, shares, left);
            slices.Add(new(lot.Id, shares, cost, share));
            (left, money) = (left - shares, money - share);
        }

        return new(slices, left, money);
    }

    private static Usdc Part(Usdc whole, Shares part, Shares of) => Usdc.RoundDown(whole.Amount * part.Quantity / of.Quantity);
}
