using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using FsCheck;
using FsCheck.Fluent;

namespace CopyTrade.Tests.Domain.Trading;

public sealed class LotBookTests
{
    [Fact]
    public void Close_AcrossTwoLots_TakesTheOldestFirstAndApportionsCost()
    {
        OpenLot[] lots = [Lot(10m, 5m), Lot(10m, 7m)];

        var closing = LotBook.Close(lots, Shares.Of(15m), Usdc.Of(9m));

        Assert.Equal(
            [new(lots[0].Id, Shares.Of(10m), Usdc.Of(5m), Usdc.Of(6m)), new LotClosing.Slice(lots[1].Id, Shares.Of(5m), Usdc.Of(3.5m), Usdc.Of(3m))],
            closing.Slices);
        Assert.Equal((Shares.Zero, Usdc.Zero), (closing.Oversold, closing.OversoldProceeds));
    }

    [Fact]
    public void Close_MoreThanHeld_ReportsTheRestAndWhatItBrought()
    {
        var closing = LotBook.Close([Lot(10m, 5m)], Shares.Of(12m), Usdc.Of(6m));

        Assert.Equal((Shares.Of(2m), Usdc.Of(1m)), (closing.Oversold, closing.OversoldProceeds));
        Assert.Equal(Usdc.Of(5m), closing.Slices[0].Proceeds);
    }

    [Fact]
    public void CostAndProceeds_WithAFee_RoundAgainstUs()
    {
        Assert.Equal(Usdc.Of(0.343335m), LotBook.CostOf(Shares.Of(1.000001m), Price.Of(0.333333m), Usdc.Of(0.010001m)));
        Assert.Equal(Usdc.Of(0.323332m), LotBook.ProceedsOf(Shares.Of(1.000001m), Price.Of(0.333333m), Usdc.Of(0.010001m)));
    }

    [Fact]
    public void Close_AnySequenceOfSells_ConservesSharesAndMoney()
    {
        var sizes = Gen.Choose(1, 50_000_000).Select(millionths => millionths / 1_000_000m);
        var lots = Gen.NonEmptyListOf(sizes.Zip(sizes));
        var sells = Gen.NonEmptyListOf(sizes.Zip(sizes));

        Prop.ForAll(lots.Zip(sells).ToArbitrary(), run => Conserves(run.Item1, run.Item2)).QuickCheckThrowOnFailure();
    }

    private static bool Conserves(IEnumerable<(decimal Shares, decimal Cost)> bought, IEnumerable<(decimal Shares, decimal Proceeds)> sells)
    {
        var lots = bought.Select(b => Lot(b.Shares, b.Cost)).ToList();
        foreach (var sell in sells)
        {
            var (heldBefore, costBefore) = (lots.Sum(l => l.Remaining.Quantity), lots.Sum(l => l.RemainingCost.Amount));
            var closing = LotBook.Close(lots, Shares.Of(sell.Shares), Usdc.Of(sell.Proceeds));
            lots = [.. lots.Select(lot => closing.Slices.FirstOrDefault(s => s.Lot == lot.Id) is { } slice
                ? lot with { Remaining = lot.Remaining - slice.Shares, RemainingCost = lot.RemainingCost - slice.Cost }
                : lot).Where(lot => lot.Remaining > Shares.Zero)];

            var sold = closing.Slices.Sum(s => s.Shares.Quantity);
            if (sold + closing.Oversold.Quantity != sell.Shares || sold != Math.Min(sell.Shares, heldBefore)) return false;
            if (closing.Slices.Sum(s => s.Proceeds.Amount) + closing.OversoldProceeds.Amount != sell.Proceeds) return false;
            if (lots.Sum(l => l.Remaining.Quantity) != heldBefore - sold) return false;
            if (lots.Sum(l => l.RemainingCost.Amount) + closing.Slices.Sum(s => s.Cost.Amount) != costBefore) return false;
            if (lots.Any(l => l.RemainingCost < Usdc.Zero) || closing.Slices.Any(s => s.Cost < Usdc.Zero || s.Shares == Shares.Zero)) return false;
        }

        return true;
    }

    private static OpenLot Lot(decimal shares, decimal cost) => new(Guid.NewGuid(), Shares.Of(shares), Usdc.Of(cost));
}
