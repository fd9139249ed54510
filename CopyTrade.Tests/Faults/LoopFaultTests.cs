namespace CopyTrade.Tests.Faults;

/// <summary>F11, for every background service that the engine registers: what it waits for throws.</summary>
public sealed class LoopFaultTests
{
    [Fact]
    public async Task EveryService_ThrowingAtWhatItWaitsFor_GoesOnAndIsSeenToFail()
    {
        var result = await LoopDrill.RunAsync(strikesOfEach: 6, seed: 1110);

        Assert.True(result.Runs > 60, $"Only {result.Runs} exceptions.");
        Assert.True(result.IsClean, result.ToString());
    }
}
