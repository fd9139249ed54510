namespace CopyTrade.Tests.Faults;

/// <summary>F16: the answer to COMMIT is lost, or the COMMIT itself.</summary>
public sealed class CommitFaultTests
{
    public static TheoryData<string> Works => [.. CommitDrill.Works];

    [Theory, MemberData(nameof(Works))]
    public async Task Commit_OfUnknownOutcome_LeavesOneRowAndOneOrder(string work)
    {
        var result = await CommitDrill.RunAsync(work, cuts: 3, seed: 1600 + work.Length);

        Assert.Equal(3, result.Runs);
        Assert.True(result.IsClean, result.ToString());
    }
}
