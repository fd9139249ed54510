using CopyTrade.Domain.Money;
using CopyTrade.Domain.Simulation;

namespace CopyTrade.Tests.Domain.Simulation;

public sealed class CopyComparisonTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_TheSameOnBothSides_FindsNothing() => Assert.Empty(Compare(Side(), Side()));

    [Fact]
    public void Of_OneSideOnly_SaysThatItWasNotFollowed() => Assert.Equal(DifferenceCause.NotFollowed, Assert.Single(CopyComparison.Of("fill", null, Side(), null).Differences).Cause);

    [Fact]
    public void Of_OtherDecision_NamesWhatDifferedBefore()
    {
        Assert.Equal(DifferenceCause.Rules, Cause(Side(), Skip() with { Rules = "other" }, DifferenceKind.Decision));
        Assert.Equal(DifferenceCause.Situation, Cause(Side(), Skip() with { Situation = "other" }, DifferenceKind.Decision));
        Assert.Equal(DifferenceCause.Latency, Cause(Side(), Skip() with { Reason = "fill_too_old", DecidedAt = At.AddSeconds(40) }, DifferenceKind.Decision));
        Assert.Equal(DifferenceCause.Unexplained, Cause(Side(), Skip(), DifferenceKind.Decision));
    }

    [Fact]
    public void Of_RefusedOnOneSide_SaysByWhom()
    {
        Assert.Equal(DifferenceCause.LiveRefused, Cause(Side(), Side() with { Refusal = "not enough balance", Matched = Shares.Zero, Dollars = 0m }, DifferenceKind.Acceptance));
        Assert.Equal(DifferenceCause.PaperRefused, Cause(Side() with { Refusal = "no fresh book", Matched = Shares.Zero, Dollars = 0m }, Side(), DifferenceKind.Acceptance));
    }

    [Fact]
    public void Of_WorsePriceLater_IsDepthAndBetterPriceIsTime()
    {
        var dearer = Side() with { Dollars = 5.2m, Fee = Usdc.Of(0.0998m), FeeByFormula = Usdc.Of(0.0998m), MetBookAt = At.AddMilliseconds(80) };

        Assert.Equal(DifferenceCause.Depth, Cause(dearer, Side(), DifferenceKind.Price));
        Assert.Equal(DifferenceCause.Latency, Cause(Side() with { MetBookAt = At.AddMilliseconds(80) }, dearer with { MetBookAt = At }, DifferenceKind.Price));
        Assert.Equal(DifferenceCause.Unexplained, Cause(dearer with { MetBookAt = At }, Side(), DifferenceKind.Price));
        Assert.Equal(DifferenceCause.FollowsMatch, Cause(dearer, Side(), DifferenceKind.Fee));
    }

    [Fact]
    public void Of_FeeThatNoScheduleExplains_IsUnexplained() =>
        Assert.Equal(DifferenceCause.Unexplained, Cause(Side() with { Fee = Usdc.Of(0.3m) }, Side(), DifferenceKind.Fee));

    [Fact]
    public void Of_FewerShares_NamesSettlementQueueOrDepth()
    {
        var fewer = Side() with { Matched = Shares.Of(6m), Dollars = 3m, Fee = Usdc.Of(0.06m), FeeByFormula = Usdc.Of(0.06m) };

        Assert.Equal(DifferenceCause.Settlement, Cause(Side(), fewer with { Voided = Shares.Of(4m) }, DifferenceKind.Shares));
        Assert.Equal(DifferenceCause.Queue, Cause(fewer with { Status = "partial" }, Side(), DifferenceKind.Shares));
        Assert.Equal(DifferenceCause.Depth, Cause(fewer with { MetBookAt = At.AddMilliseconds(9) }, Side(), DifferenceKind.Shares));
        Assert.Equal(DifferenceCause.Unexplained, Cause(fewer, Side(), DifferenceKind.Shares));
        Assert.False(CopyComparison.Of("fill", null, fewer, Side()).IsExplained);
    }

    private static DifferenceCause Cause(ComparedSide paper, ComparedSide live, DifferenceKind kind) => Compare(paper, live).Single(difference => difference.Kind == kind).Cause;

    private static IReadOnlyList<CopyDifference> Compare(ComparedSide paper, ComparedSide live) => CopyComparison.Of("fill", null, paper, live).Differences;

    private static ComparedSide Side() => new(
        At, "placed", "ok", "rules", "situation", "market", Price.Of(0.55m), Shares.Of(10m), "filled", null, Shares.Of(10m), 5m, Usdc.Of(0.1m), Shares.Zero, Usdc.Of(0.1m), true, At, At.AddSeconds(5));

    private static ComparedSide Skip() => Side() with { Decision = "skipped", Reason = "position_cap_reached", Limit = null, Asked = null, Status = null, Matched = Shares.Zero, Dollars = 0m };
}
