using CopyTrade.Domain.Operations;
using CopyTrade.Tests.Simulation;

namespace CopyTrade.Tests.Faults;

/// <summary>What the program runs, and how often.</summary>
internal static class FaultCatalog
{
    // A rig of its own for so many: orders of one wallet that pile up would make the later ones slower than the first.
    private const int CrashesOfARig = 24;
    private const int AnswersOfARig = 100;
    private const int StopsOfARig = 25;

    public static IEnumerable<FaultScenario> Of(FaultOptions options) => All(options).Where(scenario => options.Wants(scenario.Name));

    private static IEnumerable<FaultScenario> All(FaultOptions options)
    {
        var points = Enum.GetValues<CrashPoint>();
        foreach (var point in points)
        {
            var crashes = (options.Seeds + points.Length - 1 - (int)point) / points.Length;
            yield return Split($"F1 {point}", crashes, CrashesOfARig, options.Seed * 1000 + ((int)point * 100), (count, seed) => CrashDrill.RunAsync(point, count, seed));
        }

        foreach (var point in points)
        {
            var crashes = (options.Seeds + points.Length - 1 - (int)point) / points.Length;
            yield return Split($"F1 rules {point}", crashes, RuleCrashDrill.MostKills, (options.Seed * 1000) + ((int)point * 100), (count, seed) => RuleCrashDrill.RunAsync([point], count, seed));
        }

        var answers = Math.Max(1, options.Seeds * 3 / 10);
        foreach (var mode in (string[])["acceptThenReset", "acceptThen500", "acceptThenHang"])
            yield return Split($"F2 {mode}", answers, AnswersOfARig, (options.Seed * 1000) + mode.Length, (count, seed) => LostAnswerDrill.RunAsync(mode, count, seed, TimeSpan.FromSeconds(30)));

        var others = Math.Max(1, options.Seeds / 100);
        foreach (var fault in DataFaultTests.Faults)
        {
            var (name, document) = ((string)fault[0], fault[1]);
            yield return new($"F6-F10 {name}", [.. Enumerable.Range(0, others).Select(n => (Func<Task<DrillResult>>)(() => DataFaultDrill.RunAsync(document, (options.Seed * 1000) + n)))]);
        }

        foreach (var scenario in Rest(options, others)) yield return scenario;
    }

    /// <summary>The longer variants of what the suite runs for seconds.</summary>
    private static IEnumerable<FaultScenario> Rest(FaultOptions options, int others)
    {
        FaultScenario Each(string name, Func<int, Task<DrillResult>> run) => new(name, [.. Enumerable.Range(0, others).Select(n => (Func<Task<DrillResult>>)(() => run((options.Seed * 1000) + n)))]);

        yield return Each("F11 parts throw", seed => ProcessDrill.ThrowAsync(3, seed));
        yield return Each("F13 clock steps", seed => ProcessDrill.StepClockAsync(6, seed));
        yield return Each("F14 connections cut", seed => DatabaseDrill.CutAsync(15, seed));
        yield return new("F14 partition of 30 s", [() => DatabaseDrill.PartitionAsync(TimeSpan.FromSeconds(30), 6, options.Seed)]);
        yield return Each("F14 server restarted", seed => DatabaseDrill.RestartAsync(3, seed));
        yield return Each("F11 every service throws", seed => LoopDrill.RunAsync(12, seed));
        yield return Each("F13 an hour ahead, set back", seed => ClockDrill.StepAsync(TimeSpan.FromHours(1), 2, seed));
        yield return Each("F13 nearly an hour behind, set forward", seed => ClockDrill.StepAsync(TimeSpan.FromMinutes(-55), 1, seed));
        yield return Each("F13 slewed", seed => ClockDrill.SlewAsync(12, seed));
        yield return Each("F14 statements fail", seed => StormDrill.ContendedAsync(12, seed));
        yield return Each("F14 disk full", seed => StormDrill.DiskFullAsync(TimeSpan.FromSeconds(10), 12, seed));
        yield return Each("F14 pool exhausted", seed => StormDrill.PoolExhaustedAsync(TimeSpan.FromSeconds(10), 12, seed));
        foreach (var work in CommitDrill.Works) yield return Each($"F16 {work}", seed => CommitDrill.RunAsync(work, 8, seed));
        var stops = Math.Max(2, options.Seeds / 5);
        yield return Split("F15 two hosts, leader stopped", stops / 2, StopsOfARig, options.Seed * 1000, (count, seed) => LeaderDrill.RunAsync(hosts: 2, count, seed));
        yield return Split("F15 three hosts, leader stopped", stops - (stops / 2), StopsOfARig, (options.Seed * 1000) + 500, (count, seed) => LeaderDrill.RunAsync(hosts: 3, count, seed));
        foreach (var work in RuleCommitDrill.Works) yield return Each($"F16 rules {work}", seed => RuleCommitDrill.RunAsync(work, 8, seed));
        yield return Split("F15 rules, two hosts", stops / 4, RuleHostsDrill.MostStops, options.Seed * 1000, (count, seed) => RuleHostsDrill.RunAsync(hosts: 2, count, seed));
        yield return Split("F15 rules, three hosts", stops / 4, RuleHostsDrill.MostStops, (options.Seed * 1000) + 500, (count, seed) => RuleHostsDrill.RunAsync(hosts: 3, count, seed));
        yield return Each("F19 rules beside copied sales", seed => RuleRivalDrill.RunAsync(positions: 12, seed));
        yield return Each("F18 rules under a storm", seed => RuleStormDrill.RunAsync(rules: 10_000, tokens: 500, perSecond: 2_000, TimeSpan.FromSeconds(30), seed));
        yield return new("F20 rules beside ten thousand", [() => RuleStormDrill.NeighbourAsync(rules: 10_000, perSecond: 500, TimeSpan.FromSeconds(20), options.Seed)]);
        yield return Each("F28 master key replaced", seed => KeyDrill.RotateAsync(seed, waves: 2));
        yield return new("F20 neighbour in trouble", [() => NeighbourDrill.RunAsync(targets: 1000, trades: 60, options.Seed)]);
        yield return new("F21 dead receivers and browsers", [() => ReceiverDrill.RunAsync(receivers: 50, browsers: 50, trades: 405, options.Seed)]);
        yield return new("F30 starved for 60 s", [() => StarvationDrill.RunAsync(TimeSpan.FromSeconds(60), options.Seed)]);
        yield return new("F30 stopped for 60 s", [() => ProcessDrill.StandStillAsync(TimeSpan.FromSeconds(60), options.Seed)]);
        yield return new("F25 simulated histories", [() => Simulated(options)]);
    }

    private static Task<DrillResult> Simulated(FaultOptions options) => Task.Run(() =>
    {
        var (broken, summary) = SimulationProgram.Run(options.Seed, options.Seeds * 10);
        if (broken.Count > 0) throw new InvalidOperationException($"{summary}\n{string.Join('\n', broken.Take(20).Select(one => $"seed {one.Seed}: {one.Violation}"))}\nEach is told by: simulate SEED");
        return DrillResult.None with { Runs = options.Seeds * 10 };
    });

    private static FaultScenario Split(string name, int total, int atOnce, int seed, Func<int, int, Task<DrillResult>> run)
    {
        var runs = new List<Func<Task<DrillResult>>>();
        for (var (left, n) = (total, 0); left > 0; left -= atOnce, n++)
        {
            var (count, own) = (Math.Min(atOnce, left), seed + n);
            runs.Add(() => run(count, own));
        }

        return new(name, runs);
    }
}
