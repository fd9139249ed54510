using System.Diagnostics;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// F30: the engine gets a fifth of the processor, in slices of 80 ms, while its wallets trade; then it stands still for
/// longer than a fill is worth following. What is late is copied or said to be too old, never doubled, never forgotten.
/// </summary>
internal static class StarvationDrill
{
    private const int FillAgeSeconds = 4;
    private static readonly TimeSpan Runs = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan Waits = TimeSpan.FromMilliseconds(320);

    public static async Task<DrillResult> RunAsync(TimeSpan span, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Mirroring:MaxFillAgeSeconds"] = $"{FillAgeSeconds}", ["Observation:DrainSeconds"] = "0.3" });
        var tokens = await rig.TokensAsync();
        var leaders = Enumerable.Range(0, 8).Select(number => EngineRig.Leader((seed * 100) + number)).ToArray();
        foreach (var leader in leaders) await rig.FollowAsync(leader);
        var pairs = new Queue<(string Leader, SimulatorControl.Token Token)>(from leader in leaders from token in tokens select (leader, token));
        await rig.PauseAsync();
        await using var engine = AppProcess.Start(
            "CopyTrade.Tests.dll", [CrashEngine.Verb, rig.Database.ConnectionString, "none", "0", .. rig.Settings.Select(setting => $"{setting.Key}={setting.Value}")], new Dictionary<string, string>());
        await engine.PrintedAsync(CrashEngine.Ready);
        var trades = 0;
        async Task TradeAsync()
        {
            var (leader, token) = pairs.Dequeue();
            trades++;
            await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        }

        var watch = Stopwatch.StartNew();
        for (var slice = 0; watch.Elapsed < span; slice++)
        {
            await Signals.SendAsync(engine.Id, "STOP");
            if (slice % 4 == 0 && pairs.Count > 1) await TradeAsync();
            await PauseAsync(Waits);
            await Signals.SendAsync(engine.Id, "CONT");
            await PauseAsync(Runs);
        }

        await Signals.SendAsync(engine.Id, "STOP");
        await TradeAsync();
        await PauseAsync(TimeSpan.FromSeconds(FillAgeSeconds + 1.5));
        await Signals.SendAsync(engine.Id, "CONT");
        watch.Restart();
        await rig.SettledAsync(trades, TimeSpan.FromSeconds(90));
        var settled = watch.Elapsed;
        await engine.StopAsync();
        await rig.RunAsync();
        await Invariants.CheckAsync(rig);
        var (doubled, missing) = await OrderCount.OfAsync(rig, trades);
        var stale = (int)(await rig.Database.QueryAsync<long>("""
            select count(*) from copy_decision d left join trade_order o on o.id = d.order_id
             where d.billing_account_id = @Tenant and (d.reason = 'fill_too_old' or o.failure = 'stale')
            """, new { rig.Tenant.Tenant })).Single();
        return new(1, trades, doubled, missing - stale, await OrderCount.UnknownAsync(rig), settled) { Stale = stale };
    }

    // The slices are the fault itself.
    private static Task PauseAsync(TimeSpan span) => Task.Delay(span, TimeProvider.System, CancellationToken.None);
}
