using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using static CopyTrade.Tests.Domain.Rules.RuleSamples;

namespace CopyTrade.Tests.Domain.Rules;

public sealed class ExitPlannerTests
{
    private static readonly ExitFacts Fresh = new(
        Rule, 1, Stop(0.4m), [], [new("manual", Shares.Of(10m))], Shares.Zero, Shares.Zero, Bids((0.30m, 100m)), Open, IsResolved: false, IsReady: true, Now);

    [Fact]
    public void Next_AFreshExit_SellsEverythingAtWhatTheBookGives()
    {
        var place = Assert.IsType<ExitStep.Place>(ExitPlanner.Next(Fresh));

        var order = Assert.Single(place.Orders);
        Assert.Equal((1, OrderOrigin.Rule, OrderSide.Sell, TimeInForce.Fak, "manual"), (place.Attempt, order.Origin, order.Side, order.TimeInForce, order.Book));
        Assert.Equal((Price.Of(0.27m), Shares.Of(10m)), (order.Limit, order.Shares));   // ten per cent under 0.30
        Assert.True(order.ReduceOnly);
        Assert.Equal(RuleKeys.For(Rule, 1, 1, "manual"), order.Key);
    }

    [Fact]
    public void Next_EachTry_FollowsTheMarketDown()
    {
        var second = Fresh with { Orders = [Tried(1, sold: 3m)], Holdings = [new("manual", Shares.Of(7m))], Book = Bids((0.10m, 100m)), Now = Now.AddSeconds(1) };

        var place = Assert.IsType<ExitStep.Place>(ExitPlanner.Next(second));

        Assert.Equal((2, Price.Of(0.09m), Shares.Of(7m)), (place.Attempt, place.Orders[0].Limit, place.Orders[0].Shares));
        Assert.NotEqual(RuleKeys.For(Rule, 1, 1, "manual"), place.Orders[0].Key);
    }

    [Fact]
    public void Next_WithAFloor_NeverSellsUnderIt()
    {
        var floored = Fresh with { Terms = Stop(0.4m) with { Floor = Price.Of(0.295m) } };

        Assert.Equal(Price.Of(0.30m), Assert.IsType<ExitStep.Place>(ExitPlanner.Next(floored)).Orders[0].Limit);
        AssertWaits(ExitWait.BelowFloor, floored with { Book = Bids((0.29m, 100m)) });
    }

    [Theory, InlineData(OrderStatus.Pending), InlineData(OrderStatus.Open), InlineData(OrderStatus.Partial)]
    public void Next_WhileAnOrderIsUnderWayOrUnknown_SendsNoOther(OrderStatus status) =>
        AssertWaits(ExitWait.OrderUnderWay, Fresh with { Orders = [Tried(1) with { Status = status }], Now = Now.AddHours(1) });

    [Fact]
    public void Next_NothingLeft_IsDoneOnlyWhenItIsConfirmed()
    {
        var sold = Fresh with { Orders = [Tried(1, sold: 10m)], Holdings = [] };

        AssertWaits(ExitWait.Settling, sold with { Outgoing = Shares.Of(10m) });
        Assert.Equal(new ExitStep.Done(Shares.Of(10m), Shares.Zero), ExitPlanner.Next(sold));
    }

    [Fact]
    public void Next_SharesInACopiedSaleThatRests_AreTakenBackByAStop()
    {
        var bound = Fresh with { Holdings = [], Outgoing = Shares.Of(10m), Resting = Shares.Of(10m) };

        AssertWaits(ExitWait.OtherSale, bound);
        AssertWaits(ExitWait.Settling, bound with { Resting = Shares.Zero });   // asked for, and not back yet
        AssertWaits(ExitWait.WalletNotReady, bound with { IsReady = false });
        AssertWaits(ExitWait.OtherSale, bound with { Terms = Profit(0.2m) });
        AssertWaits(ExitWait.Settling, bound with { Terms = Profit(0.2m) with { Action = new ExitAction.SellPart(Shares.Of(4m)) } });
    }

    [Fact]
    public void Next_WhenMoreIsNeededThanIsFree_SellsThatAndTakesTheRestBack()
    {
        var half = Fresh with { Holdings = [new("manual", Shares.Of(6m))], Outgoing = Shares.Of(4m), Resting = Shares.Of(4m) };
        ExitStep.Place Placed(ExitFacts facts) => Assert.IsType<ExitStep.Place>(ExitPlanner.Next(facts));

        Assert.Equal((6m, true), (Placed(half).Orders[0].Shares.Quantity, Placed(half).TakesBack));
        var part = half with { Terms = Stop(0.4m) with { Action = new ExitAction.SellPart(Shares.Of(5m)) } };
        Assert.Equal((5m, false), (Placed(part).Orders[0].Shares.Quantity, Placed(part).TakesBack));
    }

    [Fact]
    public void Next_SharesThatSettleStill_AreSoldWhenTheyAreThere()
    {
        var bought = Fresh with { Holdings = [], Incoming = Shares.Of(10m) };

        AssertWaits(ExitWait.Settling, bought);
        Assert.IsType<ExitStep.Place>(ExitPlanner.Next(bought with { Incoming = Shares.Zero, Holdings = [new("manual", Shares.Of(10m))] }));
    }

    [Fact]
    public void Next_APart_SellsThatPartAndNoMore()
    {
        var part = Fresh with { Terms = Stop(0.4m) with { Action = new ExitAction.SellPart(Shares.Of(6m)) } };

        Assert.Equal(Shares.Of(6m), Assert.IsType<ExitStep.Place>(ExitPlanner.Next(part)).Orders[0].Shares);
        Assert.Equal(Shares.Of(4m), Assert.IsType<ExitStep.Place>(ExitPlanner.Next(part with { Orders = [Tried(1, sold: 2m)], Holdings = [new("manual", Shares.Of(8m))], Now = Now.AddSeconds(1) })).Orders[0].Shares);
        Assert.Equal(new ExitStep.Done(Shares.Of(6m), Shares.Zero), ExitPlanner.Next(part with { Orders = [Tried(1, sold: 6m)], Holdings = [new("manual", Shares.Of(4m))] }));
        Assert.Equal(Shares.Of(3m), Assert.IsType<ExitStep.Place>(ExitPlanner.Next(part with { Holdings = [new("manual", Shares.Of(3m))] })).Orders[0].Shares);
    }

    [Fact]
    public void Next_SeveralBooks_AreSoldEachUnderItsOwnName()
    {
        var two = Fresh with { Holdings = [new("target:a", Shares.Of(6m)), new("manual", Shares.Of(4m))] };

        var place = Assert.IsType<ExitStep.Place>(ExitPlanner.Next(two));

        Assert.Equal([("target:a", Shares.Of(6m)), ("manual", Shares.Of(4m))], place.Orders.Select(order => (order.Book, order.Shares)));
        Assert.Equal(2, place.Orders.Select(order => order.Key).Distinct().Count());
    }

    [Fact]
    public void Next_WhatTheVenueCallsTooSmall_StaysAndIsSaid()
    {
        var refused = Tried(2) with { Status = OrderStatus.Error, Failure = OrderFailure.Rejected, Refusal = VenueErrorCode.BelowMinOrderSize };
        var dust = Fresh with { Orders = [Tried(1, sold: 9m), refused], Holdings = [new("manual", Shares.Of(1m))], Now = Now.AddMinutes(1) };

        Assert.Equal(new ExitStep.Done(Shares.Of(9m), Shares.Of(1m)), ExitPlanner.Next(dust));
        Assert.True(Assert.IsType<ExitStep.GiveUp>(ExitPlanner.Next(dust with { Orders = [refused] })).IsForGood);
        Assert.Equal("other", Assert.Single(Assert.IsType<ExitStep.Place>(ExitPlanner.Next(dust with { Holdings = [new("manual", Shares.Of(1m)), new("other", Shares.Of(8m))] })).Orders).Book);
    }

    [Theory, InlineData(0.30, "0.27"), InlineData(0.11, "0.1"), InlineData(0.09, "0.09")]
    public void Next_ASmallSale_KeepsItsLimitWhereTheVenueTakesIt(double bid, string limit) =>
        Assert.Equal(limit, Assert.IsType<ExitStep.Place>(ExitPlanner.Next(Fresh with { Book = Bids(((decimal)bid, 100m)) })).Orders[0].Limit.ToString());

    [Fact]
    public void Next_LessThanAShareStep_StaysAndIsSaid() => Assert.Equal(
        new ExitStep.Done(Shares.Of(9m), Shares.Of(0.004m)),
        ExitPlanner.Next(Fresh with { Orders = [Tried(1, sold: 9m)], Holdings = [new("manual", Shares.Of(0.004m))], Now = Now.AddMinutes(1) }));

    [Fact]
    public void Next_AfterIdleTries_LetsTheRuleWatchAgain()
    {
        var tried = Enumerable.Range(1, ExitPlanner.MostIdleTries).Select(attempt => Tried(attempt)).ToArray();

        Assert.False(Assert.IsType<ExitStep.GiveUp>(ExitPlanner.Next(Fresh with { Orders = tried })).IsForGood);
        Assert.IsType<ExitStep.Place>(ExitPlanner.Next(Fresh with { Orders = [Tried(1, sold: 1m), .. tried[1..]], Now = Now.AddMinutes(1) }));
    }

    [Fact]
    public void Next_BetweenTries_Pauses()
    {
        var once = Fresh with { Orders = [Tried(1)] };

        AssertWaits(ExitWait.Pace, once with { Now = Now.AddSeconds(0.4) });
        Assert.IsType<ExitStep.Place>(ExitPlanner.Next(once with { Now = Now.AddSeconds(0.5) }));
    }

    [Fact]
    public void Next_ARefusalForGood_EndsIt()
    {
        var refused = Tried(1) with { Status = OrderStatus.Error, Failure = OrderFailure.Rejected, Refusal = VenueErrorCode.InsufficientBalance };

        Assert.True(Assert.IsType<ExitStep.GiveUp>(ExitPlanner.Next(Fresh with { Orders = [refused] })).IsForGood);
        Assert.IsType<ExitStep.Place>(ExitPlanner.Next(Fresh with { Orders = [refused with { Refusal = VenueErrorCode.VenueRestricted }], Now = Now.AddSeconds(1) }));
    }

    [Fact]
    public void Next_WhatStopsASale_IsWaitedFor()
    {
        AssertWaits(ExitWait.WalletNotReady, Fresh with { IsReady = false });
        AssertWaits(ExitWait.MarketPaused, Fresh with { Market = Open with { AcceptingOrders = false } });
        AssertWaits(ExitWait.MarketPaused, Fresh with { Market = null });
        AssertWaits(ExitWait.BookUnknown, Fresh with { Book = null });
        AssertWaits(ExitWait.NoBids, Fresh with { Book = Bids() });
    }

    [Fact]
    public void Next_TheMarketsEnd_EndsTheExit()
    {
        Assert.True(Assert.IsType<ExitStep.GiveUp>(ExitPlanner.Next(Fresh with { IsResolved = true })).IsForGood);
        Assert.Equal(new ExitStep.Done(Shares.Of(3m), Shares.Of(10m)), ExitPlanner.Next(Fresh with { IsResolved = true, Orders = [Tried(1, sold: 3m)] }));
        AssertWaits(ExitWait.OrderUnderWay, Fresh with { IsResolved = true, Orders = [Tried(1) with { Status = OrderStatus.Pending }] });
    }

    private static ExitOrder Tried(int attempt, decimal sold = 0m) => new(attempt, "manual", OrderStatus.Canceled, Shares.Of(sold), null, null, Now);

    private static void AssertWaits(ExitWait reason, ExitFacts facts) => Assert.Equal(new ExitStep.Wait(reason), ExitPlanner.Next(facts));
}
