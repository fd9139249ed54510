using System.Diagnostics;
using System.Globalization;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// F1: the engine is killed at one point of an order's way, started again, killed again, so many seeded times. Each start
/// has to take up what the one before left. At the end the venue's own list must hold every trade's order exactly once.
/// </summary>
internal static class CrashDrill
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    // In each run of the suite; `./test.sh faults` makes a thousand.
    private const int SuiteRounds = 10;

    // How long a starved machine may take to come to the point.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>As the suite runs it.</summary>
    public static async Task RunAsync(CrashPoint point)
    {
        var result = await RunAsync(point, rounds: SuiteRounds, seed: ((int)point * 1000) + 17);

        Assert.Equal(SuiteRounds, result.Runs);
        Assert.True(result.IsClean, result.ToString());
    }

    public static async Task<DrillResult> RunAsync(CrashPoint point, int rounds, int seed)
    {
        // Quick looks, so that a round is short, and fills that stay worth following, so that a slow machine does not make them old news.
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Observation:DrainSeconds"] = "0.2", ["Polymarket:OrderTimeoutSeconds"] = "5", ["Mirroring:MaxFillAgeSeconds"] = "600" });
        var random = new Random(seed);
        var tokens = await rig.TokensAsync();
        var leaders = Enumerable.Range(0, 8).Select(number => EngineRig.Leader((seed * 100) + number)).ToArray();
        foreach (var leader in leaders) await rig.FollowAsync(leader);
        await rig.PauseAsync();
        var bystander = await Bystander.SeedAsync(rig.Database);

        // Each pair of leader and market is used once: no order of ours is ever in the way of the next.
        var pairs = new Queue<(string Leader, SimulatorControl.Token Token)>(from leader in leaders from token in tokens select (leader, token));
        var (trades, kills) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            await using var engine = Start(rig, point, point == CrashPoint.DuringPost ? random.Next(1, 8) : 0);
            if (!await engine.PrintedOrKilledAsync(CrashEngine.Ready))
            {
                // What the last round left behind reached the point before the host had started.
                kills++;
                continue;
            }

            if (point == CrashPoint.AfterAcceptBeforeResponse) await rig.Venue.FaultsAsync(new { postOrder = new { mode = "acceptThenHang", count = 1 } });
            var accepted = (await rig.Venue.OrdersAsync()).Count(order => order.Accepted);
            for (var n = random.Next(1, 3); n > 0; n--, trades++)
            {
                var (leader, token) = pairs.Dequeue();
                await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
            }

            if (point == CrashPoint.AfterAcceptBeforeResponse)
            {
                await Rig.UntilAsync(Patience, async () => (await rig.Venue.OrdersAsync()).Count(order => order.Accepted) > accepted || engine.HasExited);
                await engine.KillAsync();
            }

            await Rig.UntilAsync(Patience, () => Task.FromResult(engine.HasExited));
            if (engine.ExitCode != 0) kills++;
        }

        await rig.Venue.ResetFaultsAsync();
        var restarted = Stopwatch.StartNew();
        await rig.RunAsync();
        var unknown = await SettleAsync(rig, trades);
        restarted.Stop();
        await Invariants.CheckAsync(rig);
        await bystander.AssertUntouchedAsync();
        var (doubled, lost) = await OrderCount.OfAsync(rig, trades);
        return new(kills, trades, doubled, lost, unknown, restarted.Elapsed);
    }

    /// <summary>Waits for everything to end; answers how many outcomes were unknown a minute after the start.</summary>
    private static async Task<int> SettleAsync(EngineRig rig, int trades)
    {
        try
        {
            await rig.SettledAsync(trades, Minute);
            return 0;
        }
        catch (TimeoutException)
        {
            var unknown = await OrderCount.UnknownAsync(rig);
            try
            {
                await rig.SettledAsync(trades, Patience);
            }
            catch (TimeoutException e)
            {
                throw new TimeoutException($"Not settled: {trades} trades, and\n{await rig.StoryAsync()}", e);
            }

            return unknown;
        }
    }

    private static AppProcess Start(EngineRig rig, CrashPoint point, int delayMs) => AppProcess.Start(
        "CopyTrade.Tests.dll",
        [CrashEngine.Verb, rig.Database.ConnectionString, point.ToString(), delayMs.ToString(CultureInfo.InvariantCulture), .. rig.Settings.Select(setting => $"{setting.Key}={setting.Value}")],
        new Dictionary<string, string>());
}
