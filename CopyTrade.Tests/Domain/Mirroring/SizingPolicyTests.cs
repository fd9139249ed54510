using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Tests.Builders;

namespace CopyTrade.Tests.Domain.Mirroring;

public sealed class SizingPolicyTests
{
    private static readonly PositionStatistic Statistic = new(MirrorInputBuilder.Now.AddHours(-1), 30, 120, Usdc.Of(20m), Usdc.Of(100m), Usdc.Of(400m), Usdc.Of(600m), Usdc.Of(1_100m));
    private static readonly MirrorInputBuilder Rich = new() { MaxPerTrade = 5_000m, TheirShares = 80m, Snapshot = new MirrorInputBuilder().Snapshot with { FreeCollateral = Usdc.Of(100_000m) } };

    [Theory]
    [InlineData("5", "10"), InlineData("250", "250"), InlineData("750", "375"), InlineData("5000", "500")]
    [InlineData("99.99", "199.98"), InlineData("100", "100"), InlineData("1000", "100"), InlineData("0.5", "0.5")]
    public void Plan_Tiered_MultipliesByTheFirstTierThatHoldsTheirDollars(string theirs, string ours)
    {
        Assert.True(PolicyText.TryParse("tiered:1-100:2,100-500:1,500-1000:0.5,1000+:0.1", out var policy));

        var trace = TraceOf(Rich with { Sizing = policy, Price = 0.50m, TheirShares = decimal.Parse(theirs, null) * 2m });

        Assert.Equal(decimal.Parse(ours, null), trace.Desired!.Value.Amount);
    }

    [Fact]
    public void Plan_TieredWithoutTiers_BuysNothing() =>
        Assert.Equal(SkipReason.BelowMarketMin, Skipped(Rich with { Sizing = new SizingPolicy.Tiered([]) }));

    [Fact]
    public void Plan_Exact_TakesTheirDollarsAtTheirPrice()
    {
        var place = Placed(Rich with { Sizing = new SizingPolicy.MirrorFillExact() });

        Assert.Equal((Shares.Of(80m), Price.Of(0.62m)), (place.Intent.Shares, place.Intent.Limit));
        Assert.Equal(SkipReason.BelowMarketMin, Skipped(Rich with { Sizing = new SizingPolicy.MirrorFillExact(), TheirShares = 4.99m }));
    }

    [Theory]
    [InlineData(50, "20"), InlineData(75, "100"), InlineData(80, "200"), InlineData(99, "1100"), InlineData(97, "850")]
    public void Statistic_BetweenStoredPercentiles_IsLinear(int percentile, string cost) =>
        Assert.Equal(decimal.Parse(cost, null), Statistic.At(percentile).Amount);

    [Theory]
    [InlineData("50.39", false), InlineData("50.40", true)]
    public void Plan_TargetPercentile_AsksForTheirWholePositionOnTheToken(string before, bool copies)
    {
        // $49.60 of this fill on top of what they had: p75 is 100.
        var input = Rich with { Sizing = new SizingPolicy.TargetPercentile(), Context = Holding(before) };

        if (copies) Assert.Equal(Shares.Of(5m), Placed(input).Intent.Shares);
        else Assert.Equal(SkipReason.BelowTargetPercentile, Skipped(input));
    }

    [Fact]
    public void Plan_TargetPercentileWithoutAStatistic_IsTheSmallestBet()
    {
        var place = Placed(Rich with { Sizing = new SizingPolicy.TargetPercentileScaled(), Context = TargetContext.Unknown });

        Assert.Equal((Shares.Of(5m), "no statistic yet, market minimum 5 × 62¢ = $3.10"), (place.Intent.Shares, place.Sizing.Formula));
    }

    [Fact]
    public void Plan_TargetPercentileWithUnknownHolding_CountsTheFillAlone() =>
        Assert.Equal(SkipReason.BelowTargetPercentile, Skipped(Rich with { Sizing = new SizingPolicy.TargetPercentile(), Context = new TargetContext(null, Statistic: Statistic) }));

    [Theory]
    [InlineData("50.40", "0", "3.10")]
    [InlineData("550.40", "550.40", "51.55")]
    [InlineData("1050.40", "1050.40", "100")]
    [InlineData("9000", "9000", "100")]
    public void Plan_PercentileScaled_GrowsFromTheFloorToTheCeiling(string before, string condition, string desired)
    {
        var input = Rich with { Sizing = new SizingPolicy.TargetPercentileScaled(), MaxPerTrade = 100m, Context = Holding(before, condition) };

        Assert.Equal(decimal.Parse(desired, null), TraceOf(input).Desired!.Value.Amount);
    }

    [Fact]
    public void Plan_PercentileScaledOnTwoSides_IsWeighedByTheSide()
    {
        var input = Rich with { Sizing = new SizingPolicy.TargetPercentileScaled(), MaxPerTrade = 100m, Context = Holding("1050.40", "2150.40") };

        Assert.Equal(50m, TraceOf(input).Desired!.Value.Amount);
    }

    [Fact]
    public void Plan_PercentileScaledUnderADollar_IsBelowMarketMin()
    {
        var input = Rich with { Sizing = new SizingPolicy.TargetPercentileScaled(), Context = Holding("50.40", "1000") };

        Assert.Equal(SkipReason.BelowMarketMin, Skipped(input));
    }

    [Fact]
    public void Plan_PositionGap_BuysWhatIsMissingOfItsShare()
    {
        var input = Rich with
        {
            Sizing = new SizingPolicy.PositionGap(Usdc.Of(50m), Usdc.Of(1_000m)), Context = Holding("450.40") with { Baseline = Usdc.Of(100m) },
            Snapshot = Rich.Snapshot with { OpenIntent = Usdc.Of(8m) },
        };

        Assert.Equal(("$50.00 × min($400.00 / $1000.00, 1) − $8.00 = $12.00", 12m), (TraceOf(input).Formula, TraceOf(input).Desired!.Value.Amount));
        Assert.Equal(SkipReason.FollowupNotNeeded, Skipped(input with { Snapshot = input.Snapshot with { OpenIntent = Usdc.Of(20m) } }));
        Assert.Equal(SkipReason.BeforeBaselineSnapshot, Skipped(input with { Context = Holding("450.40") }));
        Assert.Equal(SkipReason.BeforeBaselineSnapshot, Skipped(input with { Context = null }));
    }

    [Fact]
    public void Plan_TakingAtOnce_NeedsOnlyTheMarketableMinimum()
    {
        var place = Placed(Rich with { Rules = new CopyRules { OrderType = CopyTrade.Domain.Venue.TimeInForce.Fak } });

        Assert.Equal((Shares.Of(1.62m), Price.Of(0.62m)), (place.Intent.Shares, place.Intent.Limit));
    }

    [Fact]
    public void Plan_TakingAtOnce_ReachesAsFarAsTheSlippageLimit()
    {
        var rules = new CopyRules { OrderType = CopyTrade.Domain.Venue.TimeInForce.Fak, MaxSlippagePercent = 5m };
        var book = new BookFacts(Price.Of(0.60m), Price.Of(0.64m), Usdc.Of(500m), MirrorInputBuilder.Now);

        var place = Placed(Rich with { Sizing = new SizingPolicy.Fixed(Usdc.Of(10m)), Rules = rules, Book = book });

        Assert.Equal((Price.Of(0.65m), Shares.Of(15.38m)), (place.Intent.Limit, place.Intent.Shares));
        Assert.True(place.Intent.Notional <= Usdc.Of(10m));
    }

    private static TargetContext Holding(string cost, string? condition = null)
    {
        var dollars = Usdc.Of(decimal.Parse(cost, null));
        return new(new TargetHolding(Shares.Of(dollars.Amount * 2m), dollars), ConditionCost: condition is null ? dollars : Usdc.Of(decimal.Parse(condition, null)), Statistic: Statistic);
    }

    private static SizingTrace TraceOf(MirrorInputBuilder input) => MirrorPlanner.Plan(input.Build()) switch
    {
        MirrorDecision.Place place => place.Sizing,
        MirrorDecision.Skip { Sizing: { } sizing } => sizing,
        var other => throw new Xunit.Sdk.XunitException($"No sizing: {other}"),
    };

    private static MirrorDecision.Place Placed(MirrorInputBuilder input) => Assert.IsType<MirrorDecision.Place>(MirrorPlanner.Plan(input.Build()));

    private static SkipReason Skipped(MirrorInputBuilder input) => Assert.IsType<MirrorDecision.Skip>(MirrorPlanner.Plan(input.Build())).Reason;
}
