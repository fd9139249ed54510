using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using static CopyTrade.Tests.Domain.Rules.RuleSamples;

namespace CopyTrade.Tests.Domain.Rules;

public sealed class ExitOutlookTests
{
    private static readonly Shares Held = Shares.Of(10m);

    [Fact]
    public void Of_StopThatWaits_SellsIntoTheBidsAtItsTriggerAndUnderIt()
    {
        // The bid of 0.50 is gone when the price has come to 0.42: 4 × 0.40 + 6 × 0.25 = 3.10.
        var outlook = ExitOutlook.Of(Stop(0.42m), Held, Bids((0.50m, 100m), (0.40m, 4m), (0.25m, 50m)), null);

        Assert.False(outlook.IsMet);
        Assert.Equal((Price.Of(0.31m), Held, Usdc.Of(3.10m), Shares.Zero), (outlook.Expected, outlook.Covered, outlook.Proceeds, outlook.Unsold));
        Assert.Equal(0.08m, outlook.Distance);
        Assert.Equal(0.16m, outlook.DistanceRatio);
    }

    [Fact]
    public void Of_ThinBids_SaysWhatStaysUnsold()
    {
        var outlook = ExitOutlook.Of(Stop(0.42m), Held, Bids((0.50m, 100m), (0.40m, 4m)), null);

        Assert.Equal((Price.Of(0.40m), Shares.Of(4m), Shares.Of(6m)), (outlook.Expected, outlook.Covered, outlook.Unsold));
    }

    [Fact]
    public void Of_ConditionMet_SellsIntoTheWholeBook()
    {
        var outlook = ExitOutlook.Of(Stop(0.60m), Held, Bids((0.50m, 4m), (0.40m, 100m)), null);

        Assert.True(outlook.IsMet);
        Assert.Equal((Price.Of(0.44m), Usdc.Of(4.40m)), (outlook.Expected, outlook.Proceeds));
    }

    [Fact]
    public void Of_Floor_LeavesLowerBidsOut()
    {
        var outlook = ExitOutlook.Of(Stop(0.42m) with { Floor = Price.Of(0.30m) }, Held, Bids((0.50m, 100m), (0.40m, 4m), (0.25m, 50m)), null);

        Assert.Equal((Price.Of(0.40m), Shares.Of(6m)), (outlook.Expected, outlook.Unsold));
    }

    [Fact]
    public void Of_TargetThatWaits_IsPaidItsTriggerWhenTheBidsAreThere()
    {
        var outlook = ExitOutlook.Of(Profit(0.70m), Held, Bids((0.50m, 100m)), null);

        Assert.True(outlook.AssumesBids);
        Assert.Equal((Price.Of(0.70m), Usdc.Of(7m)), (outlook.Expected, outlook.Proceeds));
    }

    [Fact]
    public void Of_TrailingWithoutTrigger_MeasuresFromThePriceNow()
    {
        var outlook = ExitOutlook.Of(Trailing(10m), Held, Bids((0.50m, 100m), (0.44m, 100m)), null);

        Assert.Equal((Price.Of(0.45m), Price.Of(0.44m), false), (outlook.Trigger, outlook.Expected, outlook.IsMet));
    }

    [Fact]
    public void Of_APart_CountsOnlyThatPart()
    {
        var outlook = ExitOutlook.Of(Stop(0.60m) with { Action = new ExitAction.SellPart(Shares.Of(3m)) }, Held, Bids((0.50m, 4m)), null);

        Assert.Equal((Shares.Of(3m), Usdc.Of(1.50m)), (outlook.Wanted, outlook.Proceeds));
    }

    [Fact]
    public void Of_NoBids_ExpectsNothing()
    {
        var outlook = ExitOutlook.Of(Stop(0.40m), Held, Bids(), null);

        Assert.Null(outlook.Expected);
        Assert.Null(outlook.Distance);
        Assert.Equal(Held, outlook.Unsold);
    }
}
