using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using static CopyTrade.Tests.Domain.Research.Leaders.LeaderSamples;

namespace CopyTrade.Tests.Domain.Research.Leaders;

public sealed class RedFlagsTests
{
    [Fact]
    public void Wash_BoughtAndSoldAtTheSamePriceWithinAMinute_IsFlaggedWithItsDates()
    {
        var at = Now.AddDays(-10);
        var fills = Enumerable.Range(0, 12).SelectMany(i => new[] { Fill(i, OrderSide.Buy, 50m, 0.4m, at.AddHours(i)), Fill(i, OrderSide.Sell, 50m, 0.4m, at.AddHours(i).AddSeconds(20)) }).ToList();

        var flag = Assert.Single(LeaderCalculator.Of(History(fills, [])).Flags, flag => flag.Kind == LeaderFlagKind.Wash);

        Assert.True(flag.IsSevere);
        Assert.Equal((12, at), (flag.Cases, flag.From));
        Assert.Equal(at.AddHours(11).AddSeconds(20), flag.To);
    }

    [Fact]
    public void RoundTrips_ThatDoNotMove_AreFlagged_ThoseThatEarnAreNot()
    {
        List<LeaderFill> Trips(decimal sold) => [.. Enumerable.Range(0, 8).SelectMany(i => new[] { Fill(i, OrderSide.Buy, 50m, 0.4m, Now.AddDays(-i)), Fill(i, OrderSide.Sell, 50m, sold, Now.AddDays(-i).AddMinutes(5)) })];

        Assert.Contains(LeaderCalculator.Of(History(Trips(0.405m), [])).Flags, flag => flag.Kind == LeaderFlagKind.RoundTrip);
        Assert.DoesNotContain(LeaderCalculator.Of(History(Trips(0.5m), [])).Flags, flag => flag.Kind == LeaderFlagKind.RoundTrip);
    }

    [Fact]
    public void BothOutcomesByRestingOrders_WithoutAResult_LivesOnRebates()
    {
        var fills = Enumerable.Range(0, 30).SelectMany(i => new[] { Fill(i, OrderSide.Buy, 50m, 0.5m, Now.AddDays(-i), 0, taker: false), Fill(i, OrderSide.Buy, 50m, 0.49m, Now.AddDays(-i).AddMinutes(3), 1, taker: false) }).ToList();

        var flags = LeaderCalculator.Of(History(fills, [])).Flags;

        Assert.Contains(flags, flag => flag is { Kind: LeaderFlagKind.TwoSided, Cases: 30 });
        Assert.Contains(flags, flag => flag is { Kind: LeaderFlagKind.RebateFarming, IsSevere: true });
        // Not known whether it took is not the same as rested.
        Assert.DoesNotContain(LeaderCalculator.Of(History([.. fills.Select(fill => fill with { IsTaker = null })], [])).Flags, flag => flag.Kind == LeaderFlagKind.RebateFarming);
    }

    [Fact]
    public void SmallerTradesThanBefore_AreFlaggedWithBothSizes()
    {
        var fills = Enumerable.Range(0, 60).Select(i => Fill(i, OrderSide.Buy, i < 20 ? 20m : 100m, 0.5m, Now.AddHours(-12 - (i * 16)))).ToList();

        var flag = Assert.Single(LeaderCalculator.Of(History(fills, [])).Flags, flag => flag.Kind == LeaderFlagKind.SizeChanged);

        Assert.Contains("$50.00 → $10.00", flag.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void AnHonestTrader_HasNoFlag() => Assert.Empty(LeaderCalculator.Of(Trader(1, 0.6, 100, 1)).Flags);
}
