using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using FsCheck;
using FsCheck.Fluent;

namespace CopyTrade.Tests.Domain.Trading;

public sealed class WaitingOrderTests
{
    [Theory]
    [InlineData(10, 10, 0, false, "Go")]
    [InlineData(10, 4, 6, false, "Wait")]
    [InlineData(10, 4, 6, true, "Reduce 4")]
    [InlineData(10, 4, 0, false, "Reduce 4")]
    [InlineData(10, 0, 0, false, "Drop")]
    [InlineData(10, -3, 0, false, "Drop")]
    [InlineData(10, 0, 10, true, "Drop")]
    [InlineData(10, 0.009, 0, false, "Drop")]
    public void OfSale_ByWhatIsThereAndWhatComes(double wanted, double free, double coming, bool isPatienceOver, string expected) =>
        Assert.Equal(expected, Words(WaitingOrder.OfSale(Shares.Of((decimal)wanted), (decimal)free, (decimal)coming, isPatienceOver)));

    [Theory]
    [InlineData(0, "another sale of the same shares was first")]
    [InlineData(4, "of 10 shares 4 are there to be sold: another sale was first")]
    public void OfSale_WhenAnotherOneWasFirst_SaysSo(double free, string reason) =>
        Assert.Equal(reason, WaitingOrder.OfSale(Shares.Of(10m), (decimal)free, 0m, isPatienceOver: false, othersSell: true) switch
        {
            WaitVerdict.Reduce reduce => reduce.Reason,
            WaitVerdict.Drop drop => drop.Reason,
            var other => other.ToString(),
        });

    [Theory]
    [InlineData(OrderStatus.Open, 0, "Wait")]
    [InlineData(OrderStatus.Pending, 0, "Wait")]
    [InlineData(OrderStatus.Canceled, 0, "Go")]
    [InlineData(OrderStatus.Error, 0, "Go")]
    [InlineData(OrderStatus.Canceled, 3, "Reduce 7")]
    [InlineData(OrderStatus.Canceled, 10, "Drop")]
    [InlineData(OrderStatus.Filled, 10, "Drop")]
    [InlineData(OrderStatus.Filled, 9.99, "Drop")]
    public void OfSuccessor_ByTheEndOfItsPredecessor(OrderStatus predecessor, double bought, string expected) =>
        Assert.Equal(expected, Words(WaitingOrder.OfSuccessor(Shares.Of(10m), predecessor, Shares.Of((decimal)bought))));

    [Fact]
    public void OfSale_NeverLetsMoreGoThanIsThere()
    {
        var cases =
            from wanted in Gen.Choose(1, 100_000)
            from free in Gen.Choose(-1_000_000, 2_000_000)
            from coming in Gen.Choose(0, 100)
            from isPatienceOver in Gen.Elements(true, false)
            select (Wanted: wanted / 100m, Free: free / 1000m, Coming: (decimal)coming, isPatienceOver);
        Prop.ForAll(cases.ToArbitrary(), run => WaitingOrder.OfSale(Shares.Of(run.Wanted), run.Free, run.Coming, run.isPatienceOver) switch
        {
            WaitVerdict.Go => run.Wanted <= run.Free,
            WaitVerdict.Reduce reduce => reduce.To > Shares.Zero && reduce.To.Quantity <= run.Free && reduce.To.Quantity < run.Wanted,
            _ => true,
        }).QuickCheckThrowOnFailure();
    }

    private static string Words(WaitVerdict verdict) => verdict is WaitVerdict.Reduce reduce ? $"Reduce {reduce.To}" : verdict.GetType().Name;
}
