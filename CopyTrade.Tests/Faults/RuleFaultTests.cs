using CopyTrade.Domain.Operations;

namespace CopyTrade.Tests.Faults;

/// <summary>Rules on engines that die, judge beside another or do not hear of their commits: nothing is sold twice, nothing is forgotten. All points, and leaders that stand still: <c>./test.sh faults --only rules</c>.</summary>
public sealed class RuleFaultTests
{
    [Fact]
    public async Task Engine_KilledBetweenClaimAndSale_SellsOnceAndForgetsNoRule()
    {
        CrashPoint[] points = [CrashPoint.AfterInsert, CrashPoint.AfterAcceptBeforeResponse];

        var result = await RuleCrashDrill.RunAsync(points, points.Length, seed: 1801);

        Assert.Equal(points.Length, result.Runs);
        Assert.True(result.IsClean, result.ToString());
    }

    [Fact]
    public async Task Storm_OnTwoHostsThatBothJudge_FiresOneRuleOfEachBracketOnce()
    {
        var result = await RuleStormDrill.RunAsync(rules: 400, tokens: 25, perSecond: 500, TimeSpan.FromSeconds(2), seed: 1804);

        Assert.Equal(200, result.Trades);
        Assert.True(result.IsClean, result.ToString());
    }

    [Fact]
    public async Task WalletSells_InTheMomentInWhichAStopFires_EverythingIsSoldOnce()
    {
        var result = await RuleRivalDrill.RunAsync(positions: 6, seed: 1805);

        Assert.Equal(6, result.Runs);
        Assert.True(result.IsClean, result.ToString());
    }

    [Fact]
    public async Task Claim_WhoseCommitIsNotHeardOf_IsOneFiringAndOneSale()
    {
        var result = await RuleCommitDrill.RunAsync(RuleCommitDrill.Works[0], cuts: 2, seed: 1803);

        Assert.Equal(2, result.Runs);
        Assert.True(result.IsClean, result.ToString());
    }
}
