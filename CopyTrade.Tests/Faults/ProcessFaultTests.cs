namespace CopyTrade.Tests.Faults;

/// <summary>F30, F11, F13: the engine stands still, its parts throw, its clock jumps.</summary>
public sealed class ProcessFaultTests
{
    [Fact]
    public async Task Engine_StoppedForSeconds_IsLateAndCorrect() => AssertClean(await ProcessDrill.StandStillAsync(TimeSpan.FromSeconds(6), seed: 3001));

    [Fact]
    public async Task Engine_WhosePartsThrowEverywhere_GoesOn() => AssertClean(await ProcessDrill.ThrowAsync(timesAtEachPoint: 2, seed: 1101));

    [Fact]
    public async Task Clock_SteppingBackAndForth_NeitherDoublesNorStarves() => AssertClean(await ProcessDrill.StepClockAsync(steps: 6, seed: 1301));

    private static void AssertClean(DrillResult result) => Assert.True(result.IsClean, result.ToString());
}
