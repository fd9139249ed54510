using System.Diagnostics;
using System.Globalization;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// F1 for rules: the engine is killed between the claim of a rule and the end of its sale, started again, killed again, so
/// many seeded times. At the end no share was sold twice and no rule whose price came was forgotten.
/// </summary>
internal static class RuleCrashDrill
{
    /// <summary>How many kills the positions of one rig are good for.</summary>
    public const int MostKills = 20;

    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <param name="points">Where it is killed, in turn.</param>
    /// <param name="kills">How often; fewer when every price has gone all its way before.</param>
    /// <param name="seed">Which prices move.</param>
    public static async Task<DrillResult> RunAsync(IReadOnlyList<CrashPoint> points, int kills, int seed)
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still, settings: new() { ["Polymarket:OrderTimeoutSeconds"] = "5" });
        var yard = await RuleYard.PrepareAsync(rig, seed);
        await rig.PauseAsync();
        var bystander = await Bystander.SeedAsync(rig.Database);
        var random = new Random(seed);
        var killed = 0;
        for (var round = 0; killed < kills && yard.HasSteps; round++)
        {
            var point = points[round % points.Count];
            await using var engine = Start(rig, point, point == CrashPoint.DuringPost ? random.Next(1, 8) : 0);
            if (await engine.PrintedOrKilledAsync(CrashEngine.Ready))
            {
                // What the last round left behind may have reached the point already.
                if (!engine.HasExited) await yard.StepAsync();
                await Rig.UntilAsync(Patience, () => Task.FromResult(engine.HasExited));
            }

            killed++;
        }

        var restarted = Stopwatch.StartNew();
        await rig.RunAsync();
        var unknown = await SettleAsync(rig, yard);
        restarted.Stop();
        await Invariants.CheckAsync(rig);
        await WrittenFirst.CheckAsync(rig);
        await bystander.AssertUntouchedAsync();
        var (doubled, lost) = await yard.CountAsync();
        return new(killed, yard.Met, doubled, lost, unknown, restarted.Elapsed);
    }

    /// <summary>Waits for everything to end; answers how many outcomes were unknown a minute after the start.</summary>
    private static async Task<int> SettleAsync(EngineRig rig, RuleYard yard)
    {
        try
        {
            await yard.SettledAsync(Minute);
            return 0;
        }
        catch (TimeoutException)
        {
            var unknown = await OrderCount.UnknownAsync(rig);
            await yard.SettledAsync(Patience);
            return unknown;
        }
    }

    private static AppProcess Start(EngineRig rig, CrashPoint point, int delayMs) => AppProcess.Start(
        "CopyTrade.Tests.dll",
        [CrashEngine.Verb, rig.Database.ConnectionString, point.ToString(), delayMs.ToString(CultureInfo.InvariantCulture), .. rig.Settings.Select(setting => $"{setting.Key}={setting.Value}")],
        new Dictionary<string, string>());
}
