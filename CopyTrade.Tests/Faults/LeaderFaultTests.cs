namespace CopyTrade.Tests.Faults;

/// <summary>F15 and F30 with processes of their own: leaders that stand still, engines that starve.</summary>
public sealed class LeaderFaultTests
{
    [Fact]
    public async Task Leaders_StoppedForLongerThanTheirLease_DoubleAndLoseNothing()
    {
        var result = await LeaderDrill.RunAsync(hosts: 3, stops: 1, seed: 1501);

        Assert.True(result.IsClean, result.ToString());
    }

    [Fact]
    public async Task Engine_WithAFifthOfTheProcessor_IsLateCorrectAndCountsWhatIsTooOld()
    {
        var result = await StarvationDrill.RunAsync(TimeSpan.FromSeconds(2), seed: 3011);

        Assert.True(result.IsClean, result.ToString());
        Assert.True(result.Stale > 0, "Nothing was too old, although the engine stood still for longer than that.");
    }
}
