namespace CopyTrade.Tests.Simulation;

/// <summary>
/// The placing core itself, in virtual time, on a store and a venue in memory: thousands of histories of crashes, lost
/// answers, broken commits and late news, each from one number. <c>./test.sh faults</c> runs more of them.
/// </summary>
public sealed class DeterministicSimulationTests
{
    [Fact]
    public void Core_InManyHistories_KeepsEveryInvariant()
    {
        var (broken, _) = SimulationProgram.Run(first: 1, count: 1000);

        Assert.True(broken.Count == 0, broken.Count == 0 ? "" : SimulationRun.Run(broken[0].Seed, isTraced: true).Story());
    }

    [Theory, InlineData("PlaceBeforeInsert"), InlineData("SignAgainWhenUnknown"), InlineData("NoTurns"), InlineData("DuplicateIsRefusal"), InlineData("SilenceIsRefusal"), InlineData("NoSweep"), InlineData("MatchIsPosition")]
    public void Checker_WithAPlantedBug_FindsIt(string bug)
    {
        var planted = Enum.Parse<Planted>(bug);

        Assert.Contains(Enumerable.Range(1, 400), seed => !SimulationRun.Run(seed, planted).IsClean);
    }

    [Fact]
    public void Seed_RunTwice_IsTheSameHistory()
    {
        foreach (var seed in Enumerable.Range(1, 20))
        {
            var (first, second) = (SimulationRun.Run(seed, isTraced: true), SimulationRun.Run(seed, isTraced: true));

            Assert.NotEmpty(first.Trace);
            Assert.Equal(first.Trace, second.Trace);
        }
    }
}
