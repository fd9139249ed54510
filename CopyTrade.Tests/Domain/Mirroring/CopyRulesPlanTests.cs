using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Builders;

namespace CopyTrade.Tests.Domain.Mirroring;

public sealed class CopyRulesPlanTests
{
    private static readonly DateTimeOffset Now = MirrorInputBuilder.Now;
    private static readonly MirrorInputBuilder Input = new();
    private static readonly OwnExposure Nothing = new(Usdc.Zero, Usdc.Zero, Usdc.Zero, Usdc.Zero, Usdc.Zero, 0);
    private static readonly BookFacts Book = new(Price.Of(0.61m), Price.Of(0.63m), Usdc.Of(200m), Now);

    [Fact]
    public void Plan_EverythingWrongAtOnce_NamesTheReasonsInDeclaredOrder()
    {
        var rules = new CopyRules
        {
            MaxAgeSeconds = 2, EndMarginMinutes = 120, Markets = new([], [MirrorInputBuilder.Condition]), Categories = new(["Politics"], []), MinPrice = 0.70m, TargetMinimumUsdc = 50m,
            DominanceMinimum = 0.20m, VwapTolerance = 0.005m, OwnMinimumUsdc = 5m, MaxPerMarketUsdc = 3m, MaxPerTargetUsdc = 3m, MaxTotalUsdc = 3m, MaxDailyLossUsdc = 1m,
            CooldownSeconds = 60, MaxTradesPerHour = 1, MaxSpread = 0.01m, MinDepthUsdc = 300m, MaxSlippagePercent = 1m,
        };
        var wrong = Input with
        {
            Rules = rules, Category = "Sports", EndsAt = Now.AddHours(1),
            Context = new(new TargetHolding(Shares.Of(10m), Usdc.Of(1m)), ConditionCost: Usdc.Of(1_000m)),
            Snapshot = Input.Snapshot with { RestingOrders = 1, OpenIntent = Usdc.Of(5m), FreeCollateral = Usdc.Zero, Own = new(Usdc.Zero, Usdc.Of(5m), Usdc.Of(5m), Usdc.Of(5m), Usdc.Of(-1m), 1, Now.AddSeconds(-59)) },
        };
        var reasons = new List<SkipReason>();
        MirrorInputBuilder Without(Func<CopyRules, CopyRules> change) => wrong with { Rules = change(wrong.Rules!) };

        void Then(MirrorInputBuilder next)
        {
            reasons.Add(Skipped(wrong));
            wrong = next;
        }

        Then(Without(r => r with { MaxAgeSeconds = null }));
        Then(Without(r => r with { EndMarginMinutes = null }));
        Then(Without(r => r with { Markets = null }));
        Then(Without(r => r with { Categories = null }));
        Then(Without(r => r with { MinPrice = null }));
        Then(Without(r => r with { TargetMinimumUsdc = null }));
        Then(Without(r => r with { DominanceMinimum = null }));
        Then(Without(r => r with { VwapTolerance = null }));
        Then(Without(r => r with { OwnMinimumUsdc = null }));
        Then(wrong with { Snapshot = wrong.Snapshot with { OpenIntent = Usdc.Zero } });
        Then(Without(r => r with { MaxPerMarketUsdc = null }));
        Then(Without(r => r with { MaxPerTargetUsdc = null }));
        Then(Without(r => r with { MaxTotalUsdc = null }));
        Then(Without(r => r with { MaxDailyLossUsdc = null }));
        Then(Without(r => r with { CooldownSeconds = null }));
        Then(Without(r => r with { MaxTradesPerHour = null }));
        Then(wrong with { Snapshot = wrong.Snapshot with { FreeCollateral = Usdc.Of(10m) } });
        Then(wrong with { Book = Book with { BestAsk = null } });
        Then(wrong with { Book = Book });
        Then(Without(r => r with { MaxSpread = null }));
        Then(Without(r => r with { MinDepthUsdc = null }));
        Then(Without(r => r with { MaxSlippagePercent = null }));
        reasons.Add(Skipped(wrong));

        Assert.Equal(
            [
                SkipReason.FillTooOld, SkipReason.MarketEndsSoon, SkipReason.MarketNotAllowed, SkipReason.CategoryNotAllowed, SkipReason.OutsidePriceBand, SkipReason.BelowTargetMinimum,
                SkipReason.TargetDominantOtherSide, SkipReason.VwapFloorBreach, SkipReason.BelowOwnMinimum, SkipReason.PositionCapReached, SkipReason.MarketExposureReached,
                SkipReason.TargetExposureReached, SkipReason.TotalExposureReached, SkipReason.DailyLossReached, SkipReason.CoolingDown, SkipReason.TradeRateReached,
                SkipReason.InsufficientBalance, SkipReason.BookUnknown, SkipReason.NoOffers, SkipReason.SpreadTooWide, SkipReason.DepthTooThin, SkipReason.SlippageTooHigh, SkipReason.AlreadyResting,
            ],
            reasons);
        Assert.Equal(reasons.Order(), reasons);
    }

    [Theory]
    [InlineData("0.5051", true), InlineData("0.505", false)]
    public void Plan_PriceAgainstTheirAverage_AllowsHalfACent(string price, bool skips)
    {
        var input = Input with { Rules = new CopyRules { VwapTolerance = 0.005m }, Price = decimal.Parse(price, null), Tick = 0.0001m, Context = Theirs(100m, 50m) };

        Assert.Equal(skips ? SkipReason.VwapFloorBreach : null, Reason(input));
    }

    [Theory]
    [InlineData("10", "0", "1000", true), InlineData("10", "300", "1000", false), InlineData("300", "0", "1000", false)]
    public void Plan_SideOfTheTarget_NeedsAFifthWithThisFill(string fill, string token, string condition, bool skips)
    {
        var input = Input with
        {
            Rules = CopyRules.Platform, Price = 0.50m, TheirShares = decimal.Parse(fill, null) * 2m,
            Context = new(new TargetHolding(Shares.Of(decimal.Parse(token, null) * 2m), Usdc.Of(decimal.Parse(token, null))), ConditionCost: Usdc.Of(decimal.Parse(condition, null))),
        };

        Assert.Equal(skips ? SkipReason.TargetDominantOtherSide : null, Reason(input));
    }

    [Fact]
    public void Plan_NothingKnownOfTheTarget_TurnsItsGatesOff() => Assert.Null(Reason(Input with { Rules = CopyRules.Platform, Context = TargetContext.Unknown }));

    [Fact]
    public void Plan_OwnFiguresNotKnown_FailsClosed()
    {
        Assert.Equal(SkipReason.MarketExposureReached, Reason(Input with { Rules = new CopyRules { MaxPerMarketUsdc = 1_000m } }));
        Assert.Equal(SkipReason.DailyLossReached, Reason(Input with { Rules = new CopyRules { MaxDailyLossUsdc = 1_000m } }));
        Assert.Equal(SkipReason.TradeRateReached, Reason(Input with { Rules = new CopyRules { MaxTradesPerHour = 1_000 } }));
        Assert.Equal(SkipReason.CoolingDown, Reason(Input with { Rules = new CopyRules { CooldownSeconds = 1 } }));
        Assert.Equal(SkipReason.BookUnknown, Reason(Input with { Rules = new CopyRules { MaxSpread = 0.5m } }));
        Assert.Equal(SkipReason.CategoryNotAllowed, Reason(Input with { Rules = new CopyRules { Categories = new(["Sports"], []) } }));
        Assert.Null(Reason(Input with { Rules = new CopyRules { Categories = new([], ["Sports"]) } }));
    }

    [Theory]
    [InlineData("4.99", SkipReason.FollowupPositionTooSmall), InlineData("15.49", SkipReason.FollowupPositionTooSmall), InlineData("15.50", null)]
    public void Plan_GatedLayer_NeedsFiveTimesTheFloor(string exposure, SkipReason? reason)
    {
        var input = Layering(exposure);

        Assert.Equal(reason, Reason(input));
        if (reason is null) Assert.Equal((Shares.Of(5m), "layer_scale_in"), (Placed(input).Intent.Shares, Placed(input).Reason));
    }

    [Fact]
    public void Plan_GatedLayerOfASmallTargetPosition_IsRefused()
    {
        var statistic = new PositionStatistic(Now, 30, 10, Usdc.Of(100m), Usdc.Of(200m), Usdc.Of(300m), Usdc.Of(400m), Usdc.Of(500m));

        Assert.Equal(SkipReason.TargetPositionBelowThreshold, Reason(Layering("40") with { Context = Theirs(100m, 150m) with { Statistic = statistic } }));
        Assert.Null(Reason(Layering("40") with { Context = Theirs(300m, 151.04m) with { Statistic = statistic } }));
    }

    [Theory]
    [InlineData("100", "1", "400", SkipReason.TargetPositionBelowThreshold, "0")]
    [InlineData("100", "10", "4000", SkipReason.TargetPositionBelowThreshold, "0")]
    [InlineData("100", "40", "400", null, "10")]
    [InlineData("100", "200", "400", null, "25")]
    [InlineData("90", "10", "400", SkipReason.BelowMarketMin, "0")]
    public void Plan_GatedHedge_FollowsTheirRatioUpToAQuarter(string ours, string hedge, string primary, SkipReason? reason, string dollars)
    {
        var input = Input with
        {
            Rules = new CopyRules { FollowUps = new FollowUpRules(FollowUpMode.Gated) }, MaxPerTrade = 50m, Price = 0.50m, TheirShares = decimal.Parse(hedge, null) * 2m,
            Context = new(new TargetHolding(Shares.Zero, Usdc.Zero), new TargetHolding(Shares.Of(1_000m), Usdc.Of(decimal.Parse(primary, null)))),
            Snapshot = Input.Snapshot with { HeldOppositeShares = Shares.Of(200m), Own = Nothing with { Opposite = Usdc.Of(decimal.Parse(ours, null)) } },
        };

        Assert.Equal(reason, Reason(input));
        if (reason is null) Assert.Equal((decimal.Parse(dollars, null), "hedge_followup"), (Placed(input).Intent.Notional.Amount, Placed(input).Reason));
    }

    [Fact]
    public void Plan_HedgeThatWeHaveAlready_IsNotNeeded()
    {
        var input = Input with
        {
            Rules = new CopyRules { FollowUps = new FollowUpRules(FollowUpMode.Gated) }, MaxPerTrade = 50m, Price = 0.50m, TheirShares = 80m,
            Context = new(new TargetHolding(Shares.Zero, Usdc.Zero), new TargetHolding(Shares.Of(1_000m), Usdc.Of(400m))),
            Snapshot = Input.Snapshot with { HeldOppositeShares = Shares.Of(200m), OpenIntent = Usdc.Of(10m), Own = Nothing with { Opposite = Usdc.Of(100m) } },
        };

        Assert.Equal(SkipReason.FollowupNotNeeded, Reason(input));
    }

    [Fact]
    public void Plan_FollowUpsByPolicy_GateOnlyThoseThatFollowAStatistic()
    {
        var layer = Input with { Rules = CopyRules.Platform, Snapshot = Input.Snapshot with { HeldShares = Shares.Of(2m), OpenIntent = Usdc.Of(1m), Own = Nothing } };

        Assert.Null(Reason(layer));
        Assert.Equal(SkipReason.FollowupPositionTooSmall, Reason(layer with { Sizing = new SizingPolicy.TargetPercentile() }));
        Assert.Equal(SkipReason.FollowupNotFollowed, Reason(layer with { Rules = new CopyRules { FollowUps = new FollowUpRules(FollowUpMode.Never) } }));
    }

    [Theory]
    [InlineData("0.62", "0.60", null), InlineData("0.63", "0.60", "replaces"), InlineData("0.59", "0.62", null)]
    public void Plan_BuyWhileOneRests_ReplacesItWhenThreeCentsBetterForAFill(string price, string resting, string? replaces)
    {
        var order = new RestingOrder(new OrderId(Guid.Parse("0b0f2c1e-93a5-4d35-a3f7-1dbff0a1d5ca")), MirrorInputBuilder.Token, Price.Of(decimal.Parse(resting, null)), Usdc.Of(3m), true);
        var input = Input with { Rules = CopyRules.Platform, Price = decimal.Parse(price, null), Snapshot = Input.Snapshot with { RestingOrders = 1, Resting = order, OpenIntent = Usdc.Of(3m) } };

        if (replaces is null) Assert.Equal(SkipReason.AlreadyResting, Reason(input));
        else Assert.Equal(order.Id, Placed(input).Intent.Replaces);
        Assert.Equal(SkipReason.AlreadyResting, Reason(input with { Snapshot = input.Snapshot with { Resting = order with { IsAtVenue = false } } }));
        Assert.Equal(SkipReason.AlreadyResting, Reason(input with { Snapshot = input.Snapshot with { Resting = order with { Token = MirrorInputBuilder.Opposite } } }));
        Assert.Equal(SkipReason.AlreadyResting, Reason(input with { Snapshot = input.Snapshot with { RestingOrders = 2 } }));
    }

    [Fact]
    public void Plan_SmallFillWhileAddingUp_WaitsAndIsTakenWithTheNext()
    {
        var rules = new CopyRules { AggregateSeconds = 60 };
        var alone = Input with { Sizing = new SizingPolicy.Percentage(10m), TheirShares = 20m, Rules = rules, Group = new FillGroup(Guid.Parse("0b0f2c1e-93a5-4d35-a3f7-1dbff0a1d5cb"), []) };
        var waited = new GroupMember(CopyTrade.Domain.Observation.FillId.Parse("data-api:earlier"), Shares.Of(30m), Price.Of(0.62m), Now.AddSeconds(-30));

        Assert.Equal(SkipReason.Accumulating, Reason(alone));
        var place = Placed(alone with { Group = alone.Group with { Members = [waited] } });
        Assert.Equal(("10% of $31.00 in 2 trades = $3.10", Shares.Of(5m)), (place.Sizing.Formula, place.Intent.Shares));
        Assert.Equal(SkipReason.BelowMarketMin, Reason(alone with { Rules = null, Group = null }));
    }

    [Fact]
    public void Plan_FillUnderTheirMinimumWhileAddingUp_IsStillJudgedByTheOtherGates()
    {
        var input = Input with { TheirShares = 1m, Rules = new CopyRules { AggregateSeconds = 60, TargetMinimumUsdc = 10m, VwapTolerance = 0.01m }, Context = Theirs(100m, 50m) };

        Assert.Equal(SkipReason.VwapFloorBreach, Reason(input));
        Assert.Equal(SkipReason.Accumulating, Reason(input with { Context = null }));
    }

    [Theory]
    [InlineData("100", "40", "100", "40", TimeInForce.Gtc)]
    [InlineData("12.34", "40", "100", "12.34", TimeInForce.Gtc)]
    [InlineData("100", "40", "30", "100", TimeInForce.Gtc)]
    [InlineData("100", "97", "100", "100", TimeInForce.Gtc)]
    [InlineData("4", "50", "100", "4", TimeInForce.Fak)]
    public void Plan_ProportionalSell_SellsTheirPartOfOurLotsAndLeavesNoDust(string ours, string sold, string before, string part, TimeInForce lifetime)
    {
        var input = Selling(ours, sold, before);
        if (ours == "12.34") input = input with { MinimumShares = 8m };

        var place = Placed(input);

        Assert.Equal((decimal.Parse(part, null), lifetime), (place.Intent.Shares.Quantity, place.Intent.TimeInForce));
    }

    [Fact]
    public void Plan_PartUnderTheMinimum_SaysSoOrSellsAllAsTheRulesSay()
    {
        var input = Selling("100", "4", "100");

        Assert.Equal(SkipReason.SellPartBelowMin, Reason(input));
        Assert.Equal(Shares.Of(100m), Placed(input with { Rules = CopyRules.Platform with { SmallSell = SmallSell.SellAll } }).Intent.Shares);
        Assert.Equal(SkipReason.Accumulating, Reason(input with { Rules = CopyRules.Platform with { AggregateSeconds = 60 } }));
        Assert.Equal(Shares.Of(100m), Placed(input with { Rules = CopyRules.Platform with { SellFraction = SellFraction.All } }).Intent.Shares);
        Assert.Equal(Shares.Of(100m), Placed(input with { Context = null }).Intent.Shares);
    }

    [Fact]
    public void Plan_SmallSellsThatWaited_AreSoldTogether()
    {
        // They held 100 and sold 4; now they sell 8 of the 96 left: 12 of 100.
        var waited = new GroupMember(CopyTrade.Domain.Observation.FillId.Parse("data-api:earlier"), Shares.Of(4m), Price.Of(0.62m), Now.AddSeconds(-30));
        var input = Selling("50", "8", "96") with { Rules = CopyRules.Platform with { AggregateSeconds = 60 }, Group = new FillGroup(Guid.Empty, [waited]) };

        Assert.Equal((Shares.Of(6m), "12% (12 of their 100) of 50 held = 6"), (Placed(input).Intent.Shares, Placed(input).Sizing.Formula));
    }

    [Fact]
    public void Plan_EntryRules_NeverHoldUpAnExit()
    {
        var rules = new CopyRules
        {
            MaxAgeSeconds = 1, EndMarginMinutes = 10_000, Markets = new([], [MirrorInputBuilder.Condition]), MinPrice = 0.9m, TargetMinimumUsdc = 1_000m, MaxDailyLossUsdc = 1m, MaxPerTargetUsdc = 0.01m,
            CooldownSeconds = 60, MaxTradesPerHour = 1, MaxSpread = 0.01m, DominanceMinimum = 1m, VwapTolerance = 0.001m,
        };

        Assert.Equal(Shares.Of(100m), Placed(Selling("100", "50", "50") with { Rules = rules }).Intent.Shares);
    }

    [Fact]
    public void Explain_RulesInForce_NamesEachWithItsValues()
    {
        var rules = CopyRules.Platform with { MaxPerMarketUsdc = 20m, MaxSlippagePercent = 2m, MaxTradesPerHour = 3 };
        var input = (Input with { Rules = rules, Book = Book, Context = Theirs(100m, 61.60m), Snapshot = Input.Snapshot with { Own = Nothing with { Market = Usdc.Of(4m) } } }).Build();

        var checks = MirrorChecks.Explain(input, MirrorPlanner.Plan(input));

        Assert.All(checks, check => Assert.True(check.Passed));
        Assert.Contains(new MirrorCheck("Price near their own average", true, "62¢, their average 61.6¢ + 0.5¢"), checks);
        Assert.Contains(new MirrorCheck("Your cap on one market has room", true, "$4.00 of $20.00 used"), checks);
        Assert.Contains(new MirrorCheck("Price has not run away", true, "theirs 62¢, now 63¢, 1.61% of at most 2%"), checks);
        Assert.Contains(new MirrorCheck("Fewer trades this hour than your limit", true, "0 of 3 this hour"), checks);
    }

    private static MirrorInputBuilder Layering(string exposure) => Input with
    {
        Rules = new CopyRules { FollowUps = new FollowUpRules(FollowUpMode.Gated) }, MaxPerTrade = 50m,
        Snapshot = Input.Snapshot with { HeldShares = Shares.Of(20m), OpenIntent = Usdc.Of(decimal.Parse(exposure, null)), Own = Nothing },
    };

    private static MirrorInputBuilder Selling(string ours, string sold, string before) => Input with
    {
        Side = OrderSide.Sell, TheirShares = decimal.Parse(sold, null), Rules = CopyRules.Platform,
        Context = new(new TargetHolding(Shares.Of(decimal.Parse(before, null)), Usdc.Of(50m))),
        Snapshot = Input.Snapshot with { HeldShares = Shares.Of(decimal.Parse(ours, null)) },
    };

    private static TargetContext Theirs(decimal shares, decimal cost) => new(new TargetHolding(Shares.Of(shares), Usdc.Of(cost)), ConditionCost: Usdc.Of(cost));

    private static MirrorDecision.Place Placed(MirrorInputBuilder input) => Assert.IsType<MirrorDecision.Place>(MirrorPlanner.Plan(input.Build()));

    private static SkipReason Skipped(MirrorInputBuilder input) => Assert.IsType<MirrorDecision.Skip>(MirrorPlanner.Plan(input.Build())).Reason;

    private static SkipReason? Reason(MirrorInputBuilder input) => MirrorPlanner.Plan(input.Build()) is MirrorDecision.Skip skip ? skip.Reason : null;
}
