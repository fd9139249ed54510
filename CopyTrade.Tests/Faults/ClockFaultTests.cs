namespace CopyTrade.Tests.Faults;

/// <summary>F13: an hour ahead and set back, nearly an hour behind and set forward, set right slowly.</summary>
public sealed class ClockFaultTests
{
    [Fact]
    public async Task Clock_AnHourAheadAndSetBack_LosesAndDoublesNothingAfterwards() => AssertPrompt(await ClockDrill.StepAsync(TimeSpan.FromHours(1), times: 1, seed: 1311));

    // What is written by a wrong clock is dated by it: in the window of the hour it counts for as long as that says.
    [Fact]
    public async Task Clock_NearlyAnHourBehindAndSetForward_LosesAndDoublesNothingAfterwards() => AssertPrompt(await ClockDrill.StepAsync(TimeSpan.FromMinutes(-55), times: 1, seed: 1312));

    [Fact]
    public async Task Clock_SlewedByAFifthOfASecond_ChangesNothing() => AssertPrompt(await ClockDrill.SlewAsync(trades: 6, seed: 1313));

    private static void AssertPrompt(DrillResult result)
    {
        Assert.True(result.IsClean, result.ToString());
        Assert.True(result.Slowest < TimeSpan.FromSeconds(30), result.ToString());
    }
}
