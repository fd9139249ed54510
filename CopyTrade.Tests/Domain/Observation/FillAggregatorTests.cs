using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Builders;

namespace CopyTrade.Tests.Domain.Observation;

public sealed class FillAggregatorTests
{
    private static readonly WalletAddress Other = WalletAddress.Parse("0x7031b6eed1c97e853c6e0f03ad3ce3529351f96d");

    [Fact]
    public void Group_LegsOfOneSweep_SumsSharesAndAveragesByVolume()
    {
        var fill = Assert.Single(FillAggregator.Group([Row(10m, 0.60m), Row(30m, 0.64m), Row(0.5m, 0.61m)]));

        Assert.Equal((Shares.Of(40.5m), 3), (fill.Legs.Shares, fill.Legs.Count));
        Assert.Equal(Price.Of(0.629753m), fill.Legs.Price);
    }

    [Fact]
    public void Group_EqualRowsInOneAnswer_AreDistinctLegs()
    {
        var fill = Assert.Single(FillAggregator.Group([Row(10m, 0.60m), Row(10m, 0.60m)]));

        Assert.Equal((Shares.Of(20m), 2), (fill.Legs.Shares, fill.Legs.Count));
    }

    [Fact]
    public void Group_TwoWalletsInOneTransaction_StayTwoFills() =>
        Assert.Equal(2, FillAggregator.Group([Row(10m, 0.60m), Row(10m, 0.60m) with { Wallet = Other }]).Count);

    [Fact]
    public void Group_RowWithoutSharesOrTime_IsLeftOut() =>
        Assert.Empty(FillAggregator.Group([Row(0m, 0.60m), Row(1m, 0.60m) with { UnixSeconds = long.MaxValue }]));

    [Fact]
    public void Apply_NothingStored_AddsUnderTheFrozenId()
    {
        var seen = Seen(Row(10m, 0.60m));

        var add = Assert.IsType<FillChange.Add>(FillAggregator.Apply(seen, []));

        Assert.Equal(seen.BaseId, add.Id);
    }

    [Fact]
    public void Apply_AllRowsKnown_ChangesNothing()
    {
        var seen = Seen(Row(10m, 0.60m));

        Assert.IsType<FillChange.Nothing>(FillAggregator.Apply(seen, [Stored(seen, routed: true)]));
    }

    [Fact]
    public void Apply_MoreRowsBeforeTheDecision_GrowsTheFill()
    {
        var first = Seen(Row(10m, 0.60m));

        var grow = Assert.IsType<FillChange.Grow>(FillAggregator.Apply(Seen(Row(10m, 0.60m), Row(4m, 0.61m)), [Stored(first, routed: false)]));

        Assert.Equal((first.BaseId, Shares.Of(14m)), (grow.Id, grow.Legs.Shares));
    }

    [Fact]
    public void Apply_MoreRowsAfterTheDecision_AddsASiblingWithTheDifference()
    {
        var first = Seen(Row(10m, 0.60m), Row(10m, 0.60m));

        var add = Assert.IsType<FillChange.Add>(FillAggregator.Apply(Seen(Row(10m, 0.60m), Row(10m, 0.60m), Row(10m, 0.60m)), [Stored(first, routed: true)]));

        Assert.Equal((FillId.ForLateLeg(first.Transaction, first.Token, first.Side, first.UnixSeconds, 2), Shares.Of(10m)), (add.Id, add.Legs.Shares));
    }

    [Fact]
    public void Apply_TheSiblingSeenAgain_ChangesNothing()
    {
        var first = Seen(Row(10m, 0.60m));
        var both = Seen(Row(10m, 0.60m), Row(4m, 0.61m));
        var sibling = Assert.IsType<FillChange.Add>(FillAggregator.Apply(both, [Stored(first, routed: true)]));

        var again = FillAggregator.Apply(both, [Stored(first, routed: true), new StoredFill(sibling.Id, first.Wallet, sibling.Legs, true)]);

        Assert.IsType<FillChange.Nothing>(again);
    }

    [Fact]
    public void Apply_AnotherWalletHoldsTheId_AddsASiblingForTheSecond()
    {
        var first = Seen(Row(10m, 0.60m));
        var second = Seen(Row(10m, 0.60m) with { Wallet = Other });

        var add = Assert.IsType<FillChange.Add>(FillAggregator.Apply(second, [Stored(first, routed: true)]));

        Assert.NotEqual(first.BaseId, add.Id);
        Assert.Equal(second.Legs, add.Legs);
    }

    private static FillSighting Seen(params WalletTrade[] rows) => Assert.Single(FillAggregator.Group(rows));

    private static StoredFill Stored(FillSighting seen, bool routed) => new(seen.BaseId, seen.Wallet, seen.Legs, routed);

    private static WalletTrade Row(decimal shares, decimal price) => new(
        MirrorInputBuilder.Leader, MirrorInputBuilder.Transaction, MirrorInputBuilder.Condition, MirrorInputBuilder.Token, OrderSide.Buy,
        Shares.Of(shares), Price.Of(price), 1_784_327_295, "Will it rain?", "Yes", null);
}
