using CopyTrade.Domain.Trading;
using static CopyTrade.Domain.Trading.PositionState;

namespace CopyTrade.Tests.Domain.Trading;

public sealed class PositionLifecycleTests
{
    private static readonly PositionEvent[] Everything =
    [
        new PositionEvent.SaleBegun(), new PositionEvent.SaleOver(), new PositionEvent.SoldOut(), new PositionEvent.LeftDust(), new PositionEvent.MarketClosed(),
        new PositionEvent.Won(), new PositionEvent.Lost(), new PositionEvent.RedeemQueued(), new PositionEvent.Paid(), new PositionEvent.Reorganised(),
    ];

    [Fact]
    public void Next_FromAnEnd_LeadsNowhereButBackFromAPaymentThatTheChainTookBack()
    {
        foreach (var end in Enum.GetValues<PositionState>().Where(state => state.IsTerminal()))
        {
            foreach (var change in Everything)
                Assert.Equal((end, change) is (Redeemed, PositionEvent.Reorganised) ? RedeemPending : end, PositionLifecycle.Next(end, change));
        }
    }

    [Fact]
    public void Next_OfAWinner_GoesThroughRedemptionToItsEnd() =>
        Assert.Equal([Resolving, Winner, RedeemPending, Redeemed], Walk(Open, new PositionEvent.MarketClosed(), new PositionEvent.Won(), new PositionEvent.RedeemQueued(), new PositionEvent.Paid()));

    [Fact]
    public void Next_OfALoser_NeverComesToRedemption()
    {
        Assert.Equal([Closing, Resolving, Loser], Walk(Open, new PositionEvent.SaleBegun(), new PositionEvent.MarketClosed(), new PositionEvent.Lost()));
        Assert.Null(PositionLifecycle.Next(Open, new PositionEvent.RedeemQueued()));
        Assert.Null(PositionLifecycle.Next(Open, new PositionEvent.Paid()));
    }

    [Fact]
    public void Next_OfAWinnerThatIsBeingPaid_IsNeverALoser()
    {
        Assert.Null(PositionLifecycle.Next(Winner, new PositionEvent.Lost()));
        Assert.Null(PositionLifecycle.Next(RedeemPending, new PositionEvent.Lost()));
        Assert.Null(PositionLifecycle.Next(RedeemPending, new PositionEvent.SaleBegun()));
    }

    private static IEnumerable<PositionState> Walk(PositionState state, params PositionEvent[] changes)
    {
        foreach (var change in changes) yield return state = PositionLifecycle.Next(state, change)!.Value;
    }
}
