using CopyTrade.Domain.Trading;
using static CopyTrade.Domain.Trading.RedeemState;

namespace CopyTrade.Tests.Domain.Trading;

public sealed class RedeemLifecycleTests
{
    [Fact]
    public void Next_WhileATransactionMayBeOnItsWay_NeverLeadsToAnotherTry()
    {
        Assert.Null(RedeemLifecycle.Next(Submitted, new RedeemEvent.Claim()));
        Assert.Null(RedeemLifecycle.Next(Confirmed, new RedeemEvent.Claim()));
        Assert.Null(RedeemLifecycle.Next(Confirmed, new RedeemEvent.Fail(1)));
        Assert.Null(RedeemLifecycle.Next(Submitted, new RedeemEvent.Skip()));
    }

    [Theory, InlineData(1, FailedTransient), InlineData(2, FailedTransient), InlineData(3, Abandoned)]
    public void Next_AfterAProvenFailure_IsTriedThreeTimesInAll(int attempts, RedeemState expected)
    {
        Assert.Equal(expected, RedeemLifecycle.Next(Claimed, new RedeemEvent.Fail(attempts)));
        Assert.Equal(expected, RedeemLifecycle.Next(Submitted, new RedeemEvent.Fail(attempts)));
    }

    [Fact]
    public void Next_ConfirmedAndTakenBackByTheChain_IsFollowedOn() => Assert.Equal(Submitted, RedeemLifecycle.Next(Confirmed, new RedeemEvent.Reorganise()));

    [Theory, InlineData(Abandoned), InlineData(Skipped)]
    public void Next_FromAnEnd_LeadsNowhere(RedeemState end)
    {
        foreach (RedeemEvent change in (RedeemEvent[])[new RedeemEvent.Claim(), new RedeemEvent.Sent(), new RedeemEvent.Confirm(), new RedeemEvent.Fail(1), new RedeemEvent.Reorganise()])
            Assert.Null(RedeemLifecycle.Next(end, change));
    }
}
