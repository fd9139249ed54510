using System.Diagnostics;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>F15 for rules: several hosts judge the same rules, each a process of its own. The one that sends is stopped for longer than its lease in the middle of it, and goes on when another sends.</summary>
internal static class RuleHostsDrill
{
    /// <summary>How many stops the positions of one rig are good for.</summary>
    public const int MostStops = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<DrillResult> RunAsync(int hosts, int stops, int seed)
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still, settings: LeaderDrill.Hurried.ToDictionary());
        var yard = await RuleYard.PrepareAsync(rig, seed);
        await rig.PauseAsync();
        var bystander = await Bystander.SeedAsync(rig.Database);
        var random = new Random(seed);
        var processes = Enumerable.Range(0, hosts).Select(_ => LeaderDrill.Start(rig)).ToList();
        var (stopped, slowest, refused, heldBack) = (0, TimeSpan.Zero, 0, 0);
        try
        {
            foreach (var process in processes) await process.PrintedAsync(CrashEngine.Ready);
            for (; stopped < stops && yard.HasSteps; stopped++)
            {
                var lead = await LeaderDrill.LeadOfAsync(rig, processes, after: 0);
                await yard.StepAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 1000)), TimeProvider.System, CancellationToken.None);
                await Signals.SendAsync(lead.Process, "STOP");
                var watch = Stopwatch.StartNew();
                try
                {
                    await LeaderDrill.LeadOfAsync(rig, processes, lead.Token);
                    if (yard.HasSteps) await yard.StepAsync();
                }
                finally
                {
                    await Signals.SendAsync(lead.Process, "CONT");
                }

                if (watch.Elapsed > slowest) slowest = watch.Elapsed;
                Assert.All(processes, process => Assert.False(process.HasExited));
            }

            await yard.SettledAsync(Patience);
        }
        finally
        {
            refused = processes.Sum(process => process.Output.Count(line => line == FenceLog.Refused));
            heldBack = processes.Sum(process => process.Output.Count(line => line == FenceLog.HeldBack));
            foreach (var process in processes) await process.DisposeAsync();
        }

        await rig.RunAsync();
        await yard.SettledAsync(Patience);
        await Invariants.CheckAsync(rig);
        await bystander.AssertUntouchedAsync();
        var (doubled, lost) = await yard.CountAsync();
        return new(stopped, yard.Met, doubled, lost, await OrderCount.UnknownAsync(rig), slowest) { Note = $"former leaders: {refused} writes refused by the database, {heldBack} orders not sent" };
    }
}
