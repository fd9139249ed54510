using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Builders;

namespace CopyTrade.Tests.Domain.Mirroring;

public sealed class MirrorPlannerTests
{
    private static readonly MirrorInputBuilder Input = new();

    [Fact]
    public void Plan_OrdinaryBuy_PlacesTheMarketMinimumAtTheirPrice()
    {
        var place = Placed(Input);

        Assert.Equal(("ok", MirrorBranch.NewEntry), (place.Reason, place.Branch));
        Assert.Equal((Shares.Of(5m), Price.Of(0.62m), TimeInForce.Gtc), (place.Intent.Shares, place.Intent.Limit, place.Intent.TimeInForce));
        Assert.Equal(MirrorInputBuilder.Now.AddSeconds(57), place.Intent.ValidUntil);
        Assert.Equal("market minimum 5 × 62¢ = $3.10", place.Sizing.Formula);
    }

    [Fact]
    public void Plan_OrdinaryBuy_DerivesKeyAndBookFromTheTarget()
    {
        var input = Input.Build();

        var intent = Placed(Input).Intent;

        Assert.Equal(MirrorKeys.For(input.Target.Key, input.Fill.Id), intent.Key);
        Assert.Equal(input.Target.Key.ToString(), intent.Book);
    }

    [Fact]
    public void Plan_EverythingWrongAtOnce_NamesTheReasonsInDeclaredOrder()
    {
        var wrong = Input with
        {
            Snapshot = new(true, Shares.Zero, Shares.Zero, Usdc.Of(5m), 1, Usdc.Of(0.10m)),
            Age = TimeSpan.FromSeconds(61),
            AcceptingOrders = false,
            EndsAt = MirrorInputBuilder.Now.AddSeconds(-1),
            Price = 0.001m,
            Sizing = new SizingPolicy.Fixed(Usdc.Of(1m)),
        };

        Assert.Equal(SkipReason.AlreadyPlaced, Skipped(wrong));
        wrong = wrong with { Snapshot = wrong.Snapshot with { AlreadyDecided = false } };
        Assert.Equal(SkipReason.FillTooOld, Skipped(wrong));
        wrong = wrong with { Age = TimeSpan.FromSeconds(60) };
        Assert.Equal(SkipReason.MarketUnknown, Skipped(wrong));
        wrong = wrong with { AcceptingOrders = true };
        Assert.Equal(SkipReason.MarketPastEndDate, Skipped(wrong));
        wrong = wrong with { EndsAt = null };
        Assert.Equal(SkipReason.PriceOutsideClobBounds, Skipped(wrong));
        Assert.Equal(SkipReason.SellWithoutPosition, Skipped(wrong with { Price = 0.62m, Side = OrderSide.Sell }));
        wrong = wrong with { Price = 0.62m };
        Assert.Equal(SkipReason.BelowMarketMin, Skipped(wrong));
        wrong = wrong with { Sizing = new SizingPolicy.Fixed(Usdc.Of(4m)) };
        Assert.Equal(SkipReason.PositionCapReached, Skipped(wrong));
        wrong = wrong with { Snapshot = wrong.Snapshot with { OpenIntent = Usdc.Zero } };
        Assert.Equal(SkipReason.InsufficientBalance, Skipped(wrong));
        wrong = wrong with { Snapshot = wrong.Snapshot with { FreeCollateral = Usdc.Of(100m) } };
        Assert.Equal(SkipReason.AlreadyResting, Skipped(wrong));
    }

    [Fact]
    public void Plan_MarketNotKnown_IsMarketUnknown() => Assert.Equal(SkipReason.MarketUnknown, Skipped(Input with { MarketKnown = false }));

    [Fact]
    public void Plan_MarketClosed_IsMarketUnknown() => Assert.Equal(SkipReason.MarketUnknown, Skipped(Input with { Closed = true }));

    [Theory]
    [InlineData("0.968534758", "0.01", "0.97")]
    [InlineData("0.624999", "0.01", "0.62")]
    [InlineData("0.625", "0.01", "0.63")]
    [InlineData("0.033", "0.0025", "0.0325")]
    public void Plan_PriceOffTheGrid_SnapsToTheNearestTick(string theirs, string tick, string limit)
    {
        var place = Placed(Input with { Price = Price.RoundNearest(decimal.Parse(theirs, null)).Value, Tick = decimal.Parse(tick, null) });

        Assert.Equal(decimal.Parse(limit, null), place.Intent.Limit.Value);
    }

    [Theory]
    [InlineData("0.004"), InlineData("0.996"), InlineData("0"), InlineData("1")]
    public void Plan_PriceWithoutATickNearby_IsOutsideBounds(string price) =>
        Assert.Equal(SkipReason.PriceOutsideClobBounds, Skipped(Input with { Price = decimal.Parse(price, null) }));

    [Fact]
    public void Plan_SmallestBetWithMinimumAboveTheCeiling_IsBelowMarketMin() =>
        Assert.Equal(SkipReason.BelowMarketMin, Skipped(Input with { MaxPerTrade = 3.09m }));

    [Fact]
    public void Plan_SmallestBetAtALowPrice_OrdersAWholeDollar()
    {
        var place = Placed(Input with { Price = 0.03m });

        Assert.Equal(Shares.Of(33.34m), place.Intent.Shares);
    }

    [Fact]
    public void Plan_Percentage_TakesThatShareOfTheirDollars()
    {
        var place = Placed(Input with { Sizing = new SizingPolicy.Percentage(10m) });

        Assert.Equal("10% of $48.96 = $4.90", place.Sizing.Formula);
        Assert.Equal(Shares.Of(7.89m), place.Intent.Shares);
    }

    [Fact]
    public void Plan_PercentageUnderTheMinimum_IsSkippedAndNotBumped() =>
        Assert.Equal(SkipReason.BelowMarketMin, Skipped(Input with { Sizing = new SizingPolicy.Percentage(5m) }));

    [Fact]
    public void Plan_FixedAtExactlyTheMinimum_IsNotRoundedUnderIt()
    {
        var place = Placed(Input with { Price = 0.03m, Sizing = new SizingPolicy.Fixed(Usdc.Of(1m)) });

        Assert.Equal(Shares.Of(33.34m), place.Intent.Shares);
    }

    [Fact]
    public void Plan_FixedAboveTheBalance_SpendsTheBalance()
    {
        var place = Placed(Input with { Sizing = new SizingPolicy.Fixed(Usdc.Of(5m)), Snapshot = Input.Snapshot with { FreeCollateral = Usdc.Of(3.50m) } });

        Assert.Equal(Shares.Of(5.64m), place.Intent.Shares);
        Assert.Equal("$5.00 for every fill, balance $3.50", place.Sizing.Formula);
    }

    [Fact]
    public void Plan_BalanceUnderTheMinimum_IsInsufficientBalance() =>
        Assert.Equal(SkipReason.InsufficientBalance, Skipped(Input with { Sizing = new SizingPolicy.Fixed(Usdc.Of(5m)), Snapshot = Input.Snapshot with { FreeCollateral = Usdc.Of(3.09m) } }));

    [Fact]
    public void Plan_BalanceNeverRead_IsInsufficientBalance() =>
        Assert.Equal(SkipReason.InsufficientBalance, Skipped(Input with { Snapshot = Input.Snapshot with { FreeCollateral = null } }));

    [Theory]
    [InlineData("1.90", true), InlineData("1.91", false)]
    public void Plan_ExposureNearTheCeiling_FillsItExactlyAndNoFurther(string open, bool copies)
    {
        var input = Input with { Snapshot = Input.Snapshot with { OpenIntent = Usdc.Of(decimal.Parse(open, null)) } };

        Assert.Equal(copies, MirrorPlanner.Plan(input.Build()) is MirrorDecision.Place);
    }

    [Fact]
    public void Plan_HoldingNotKnown_BuysNothing() =>
        Assert.Equal(SkipReason.PositionCapReached, Skipped(Input with { Snapshot = Input.Snapshot with { HeldShares = null } }));

    [Theory]
    [InlineData(4, 0, MirrorBranch.Layer, "layer_scale_in")]
    [InlineData(4, 4, MirrorBranch.Layer, "layer_scale_in")]
    [InlineData(0, 4, MirrorBranch.Hedge, "hedge_followup")]
    [InlineData(0, 0, MirrorBranch.NewEntry, "ok")]
    public void Plan_BuyByHolding_NamesTheBranch(int held, int opposite, MirrorBranch branch, string reason)
    {
        var place = Placed(Input with { Snapshot = Input.Snapshot with { HeldShares = Shares.Of(held), HeldOppositeShares = Shares.Of(opposite) } });

        Assert.Equal((branch, reason), (place.Branch, place.Reason));
    }

    [Theory]
    [InlineData("7.896543", "7.89", TimeInForce.Gtc)]
    [InlineData("5", "5", TimeInForce.Gtc)]
    [InlineData("4.99", "4.99", TimeInForce.Fak)]
    public void Plan_SellOfWhatWeHold_ClosesAllOfItRoundedDown(string held, string sold, TimeInForce lifetime)
    {
        var place = Placed(Selling(Shares.Of(decimal.Parse(held, null))));

        Assert.Equal(("sell_closed_position", MirrorBranch.SellClose), (place.Reason, place.Branch));
        Assert.Equal((decimal.Parse(sold, null), lifetime), (place.Intent.Shares.Quantity, place.Intent.TimeInForce));
        Assert.True(place.Intent.ReduceOnly);
    }

    [Theory]
    [InlineData("100", TimeInForce.Fak, "0.62", "0.56")]
    [InlineData("100", TimeInForce.Fok, "0.62", "0.56")]
    [InlineData("100", TimeInForce.Gtc, "0.62", "0.62")]
    [InlineData("4", TimeInForce.Gtc, "0.62", "0.56")]      // under the market's minimum: may not rest
    [InlineData("1.70", TimeInForce.Gtc, "0.62", "0.59")]   // a dollar at the limit, or the venue refuses it
    [InlineData("1.50", TimeInForce.Gtc, "0.62", "0.56")]   // no dollar even at their price
    [InlineData("100", TimeInForce.Fak, "0.01", "0.01")]
    public void Plan_SellThatMayNotRest_ReachesTheBidsUnderTheirPrice(string held, TimeInForce orderType, string theirs, string limit)
    {
        var input = Selling(Shares.Of(decimal.Parse(held, null))) with { Price = decimal.Parse(theirs, null), Rules = new CopyRules { OrderType = orderType, MaxSlippagePercent = 1m } };

        Assert.Equal(decimal.Parse(limit, null), Placed(input).Intent.Limit.Value);
        Assert.Equal(Price.Of(decimal.Parse(theirs, null)), Placed(input with { ExitReachPercent = null }).Intent.Limit);   // as decided before there was a reach
    }

    [Fact]
    public void Plan_SellAfterTheStatedEnd_IsFollowedWhileTheMarketTakesOrders()
    {
        var ended = Selling(Shares.Of(20m)) with { EndsAt = MirrorInputBuilder.Now.AddSeconds(-1) };

        Assert.Equal(Shares.Of(20m), Placed(ended).Intent.Shares);
        Assert.DoesNotContain(MirrorChecks.Explain(ended.Build(), MirrorPlanner.Plan(ended.Build())), check => check.Name == "Market has not ended");
        Assert.Equal(SkipReason.MarketUnknown, Skipped(ended with { AcceptingOrders = false }));
        Assert.Equal(SkipReason.MarketPastEndDate, Skipped(ended with { ExitReachPercent = null }));
        Assert.Equal(SkipReason.MarketPastEndDate, Skipped(Input with { EndsAt = MirrorInputBuilder.Now.AddSeconds(-1) }));
    }

    [Fact]
    public void Plan_OnlyTheRulesOfTheMarketKnown_SellsAndDoesNotBuy()
    {
        Assert.Equal(SkipReason.MarketUnknown, Skipped(Input with { RulesOnly = true, EndsAt = null }));
        Assert.Equal(Shares.Of(20m), Placed(Selling(Shares.Of(20m)) with { RulesOnly = true, EndsAt = null }).Intent.Shares);
    }

    [Fact]
    public void Plan_SellWithoutAnything_NeverOpensAShort()
    {
        Assert.Equal(SkipReason.SellWithoutPosition, Skipped(Selling(Shares.Zero)));
        Assert.Equal(SkipReason.SellWithoutPosition, Skipped(Selling(null)));
        Assert.Equal(SkipReason.SellWithoutPosition, Skipped(Selling(Shares.Of(0.009999m))));
    }

    private static MirrorInputBuilder Selling(Shares? held) =>
        Input with { Side = OrderSide.Sell, Snapshot = new(false, held, Shares.Zero, Usdc.Of(5m), 3, null) };

    private static MirrorDecision.Place Placed(MirrorInputBuilder input) => Assert.IsType<MirrorDecision.Place>(MirrorPlanner.Plan(input.Build()));

    private static SkipReason Skipped(MirrorInputBuilder input) => Assert.IsType<MirrorDecision.Skip>(MirrorPlanner.Plan(input.Build())).Reason;
}
