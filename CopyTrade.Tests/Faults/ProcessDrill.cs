using System.Diagnostics;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Faults;

/// <summary>F30, F11, F13: what may happen to the process itself short of dying.</summary>
internal static class ProcessDrill
{
    private static readonly Dictionary<string, string?> Patient = new() { ["Mirroring:MaxFillAgeSeconds"] = "600", ["Observation:DrainSeconds"] = "0.3" };

    /// <summary>F30: SIGSTOP in the middle of the work, SIGCONT after a while.</summary>
    public static async Task<DrillResult> StandStillAsync(TimeSpan span, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: new(Patient));
        var trade = await FollowAsync(rig, seed);
        await rig.PauseAsync();
        await using var engine = AppProcess.Start(
            "CopyTrade.Tests.dll", [CrashEngine.Verb, rig.Database.ConnectionString, "none", "0", .. rig.Settings.Select(setting => $"{setting.Key}={setting.Value}")], new Dictionary<string, string>());
        await engine.PrintedAsync(CrashEngine.Ready);
        for (var n = 0; n < 4; n++) await trade();
        await WaitAsync(new Random(seed).Next(0, 300));
        await SignalAsync(engine, "STOP");
        for (var n = 0; n < 4; n++) await trade();
        await WaitAsync((int)span.TotalMilliseconds);
        await SignalAsync(engine, "CONT");
        var watch = Stopwatch.StartNew();
        await rig.SettledAsync(8, TimeSpan.FromSeconds(90));
        var settled = watch.Elapsed;
        await engine.StopAsync();
        await rig.RunAsync();
        return await FinishAsync(rig, 1, 8, settled);
    }

    /// <summary>F11: whatever part passes a point throws there. No loop dies, nothing is lost or done twice.</summary>
    public static async Task<DrillResult> ThrowAsync(int timesAtEachPoint, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: new(Patient));
        var trade = await FollowAsync(rig, seed);
        await rig.PauseAsync();
        var throwing = new ThrowingCrashPoints(timesAtEachPoint);
        await rig.RunAsync(services => services.AddSingleton<ICrashPoints>(throwing));
        for (var n = 0; n < 12; n++) await trade();
        var watch = Stopwatch.StartNew();
        await rig.SettledAsync(12, TimeSpan.FromSeconds(90));
        return await FinishAsync(rig, throwing.Thrown, 12, watch.Elapsed);
    }

    /// <summary>F13: steps of two seconds, both ways, while orders are on their way.</summary>
    public static async Task<DrillResult> StepClockAsync(int steps, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: new(Patient));
        var trade = await FollowAsync(rig, seed);
        await rig.PauseAsync();
        var clock = new SteppingClock();
        await rig.RunAsync(services => services.AddSingleton<TimeProvider>(clock));
        var random = new Random(seed);
        for (var n = 0; n < steps; n++)
        {
            await trade();
            await WaitAsync(random.Next(50, 400));
            clock.Offset = TimeSpan.FromSeconds(random.Next(2) == 0 ? 2 : -2);
            await trade();
        }

        clock.Offset = TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        await rig.SettledAsync(2 * steps, TimeSpan.FromSeconds(90));
        return await FinishAsync(rig, steps, 2 * steps, watch.Elapsed);
    }

    private static async Task<Func<Task>> FollowAsync(EngineRig rig, int seed)
    {
        var leader = EngineRig.Leader(seed);
        await rig.FollowAsync(leader);
        var tokens = new Queue<SimulatorControl.Token>(await rig.TokensAsync());
        return async () =>
        {
            var token = tokens.Dequeue();
            await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        };
    }

    private static async Task<DrillResult> FinishAsync(EngineRig rig, int faults, int trades, TimeSpan slowest)
    {
        await Invariants.CheckAsync(rig);
        var (doubled, lost) = await OrderCount.OfAsync(rig, trades);
        return new(faults, trades, doubled, lost, await OrderCount.UnknownAsync(rig), slowest);
    }

    private static Task SignalAsync(AppProcess engine, string signal) => Signals.SendAsync(engine.Id, signal);

    // Not to wait for something, but to let some of it happen.
    private static Task WaitAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, CancellationToken.None);
}
