namespace CopyTrade.Tests.Simulation;

/// <summary>
/// The mirror's router and the placing core themselves, in virtual time, on a store and a venue in memory: thousands of histories of crashes, lost
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

    [Fact]
    public void Histories_Together_MeetNearlyEveryReasonAndEveryKindOfBatch()
    {
        var runs = Enumerable.Range(1, 400).AsParallel().Select(seed => SimulationRun.Run(seed)).ToList();
        var met = runs.SelectMany(run => run.Reasons).ToHashSet();
        var together = runs.Aggregate(SimTogether.None, (sum, run) => sum + run.Together);

        Assert.Superset(
            new HashSet<string>
            {
                "ok", "layer_scale_in", "hedge_followup", "sell_closed_position", "fill_too_old", "sell_without_position", "sell_part_below_min", "outside_price_band", "below_target_minimum",
                "target_dominant_other_side", "vwap_floor_breach", "before_baseline_snapshot", "followup_not_followed", "followup_position_too_small", "followup_not_needed", "below_market_min", "accumulating",
                "position_cap_reached", "market_exposure_reached", "target_exposure_reached", "total_exposure_reached", "cooling_down", "trade_rate_reached", "insufficient_balance", "book_unknown", "spread_too_wide",
                "already_resting",
            }, met);
        Assert.True(together is { Seeds: > 100 and < 300, Shared: > 100, Largest: > 3, Unheard: > 5, Rivals: > 5 }, together.ToString());
    }

    [Theory, InlineData("PlaceBeforeInsert"), InlineData("SignAgainWhenUnknown"), InlineData("NoTurns"), InlineData("DuplicateIsRefusal"), InlineData("SilenceIsRefusal"), InlineData("NoSweep"), InlineData("MatchIsPosition"),
     InlineData("CursorBeforeCommit"), InlineData("BudgetAfterwards"), InlineData("DedupeByTime"), InlineData("NoTargetTurn"), InlineData("MembersWaitOn"), InlineData("BatchSentBeforeCommit"), InlineData("BatchSentRolledBack"),
     InlineData("BatchSignedAgain"), InlineData("BatchRowForgotten"), InlineData("BatchCapUnseen"), InlineData("BatchSaleUnseen")]
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
