using CopyTrade.Domain.Research.Leaders;
using static CopyTrade.Tests.Domain.Research.Leaders.LeaderSamples;

namespace CopyTrade.Tests.Domain.Research.Leaders;

public sealed class LeaderRankerTests
{
    [Fact]
    public void Rank_SkillAmongLuck_StandsFirstAndEachPlaceIsTakenOnce()
    {
        List<LeaderProfile> all = [.. Enumerable.Range(2, 40).Select(i => LeaderCalculator.Of(Trader(i, 0.5, 60, i))), LeaderCalculator.Of(Trader(1, 0.8, 120, 99))];

        var standings = LeaderRanker.Rank(all);

        Assert.Equal(Enumerable.Range(1, 41), standings.Values.Select(standing => standing.Rank).Order());
        var best = standings[Wallet(1).Value];
        Assert.Equal((1, LeaderVerdict.CopyWorthy), (best.Rank, best.Verdict));
        Assert.True(best.AbovePeers > 0.95 && best.AboveIndex > 0.95);
        Assert.Contains("With luck taken off", best.Reasons[0], StringComparison.Ordinal);
        Assert.InRange(standings.Values.Count(standing => standing.Verdict == LeaderVerdict.CopyWorthy), 1, 3);
    }

    [Fact]
    public void Rank_FewPositions_IsNotJudgedAndStandsLast()
    {
        List<LeaderProfile> all = [LeaderCalculator.Of(Trader(1, 1.0, 5, 1)), .. Enumerable.Range(2, 5).Select(i => LeaderCalculator.Of(Trader(i, 0.5, 60, i)))];

        var lucky = LeaderRanker.Rank(all)[Wallet(1).Value];

        Assert.Equal((6, LeaderVerdict.NotEnoughData), (lucky.Rank, lucky.Verdict));
        Assert.Null(lucky.Shrunk);
        Assert.Contains("5 closed positions", lucky.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_AProfitThatCopyingEats_IsATrap()
    {
        var profile = LeaderCalculator.Of(Trader(1, 0.5, 60, 4)) with { Gross = Estimate.Around(0.01, 0.002, 60), ProbabilityOfEdge = 0.2 };

        var (verdict, reasons) = LeaderRanker.Judge(profile, Estimate.Around(-0.01, 0.02, 60));

        Assert.Equal(LeaderVerdict.Trap, verdict);
        Assert.Contains("a copier pays that and more", reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_TheSameWalletsInAnotherOrder_IsTheSame()
    {
        List<LeaderProfile> all = [.. Enumerable.Range(1, 12).Select(i => LeaderCalculator.Of(Trader(i, 0.45 + (i * 0.02), 50, i)))];

        Assert.Equal(
            LeaderRanker.Rank(all).OrderBy(one => one.Key).Select(one => (one.Key, one.Value.Rank, one.Value.Verdict)),
            LeaderRanker.Rank([.. Enumerable.Reverse(all)]).OrderBy(one => one.Key).Select(one => (one.Key, one.Value.Rank, one.Value.Verdict)));
    }
}
