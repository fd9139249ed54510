using System.Diagnostics;
using System.Globalization;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// F15: several hosts on one database, each a process of its own. The one that leads is stopped for longer than its lease,
/// somewhere in the middle of its work, and goes on when another leads: it must neither place nor write an order any more.
/// </summary>
internal static class LeaderDrill
{
    private const int RoundsUntilSettled = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // A short lease, so that a round takes seconds; short drains, so that a trade is in everybody's sight at once.
    public static readonly IReadOnlyDictionary<string, string?> Hurried = new Dictionary<string, string?>
    {
        ["Lease:LifeSeconds"] = "3", ["Lease:CertainSeconds"] = "2", ["Lease:RenewSeconds"] = "0.5",
        ["Observation:DrainSeconds"] = "0.3", ["Mirroring:MaxFillAgeSeconds"] = "600", ["Polymarket:OrderTimeoutSeconds"] = "5",
    };

    internal sealed record Lead(long Token, string Holder)
    {
        /// <summary>Machine, process and instance.</summary>
        public int Process => int.Parse(Holder.Split('/')[1], CultureInfo.InvariantCulture);
    }

    public static async Task<DrillResult> RunAsync(int hosts, int stops, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: Hurried.ToDictionary());
        var random = new Random(seed);
        var tokens = await rig.TokensAsync();
        var leaders = Enumerable.Range(0, 1 + (stops * 3 / tokens.Count)).Select(number => EngineRig.Leader((seed * 100) + number)).ToArray();
        foreach (var leader in leaders) await rig.FollowAsync(leader);
        await rig.PauseAsync();
        var bystander = await Bystander.SeedAsync(rig.Database);
        var pairs = new Queue<(string Leader, SimulatorControl.Token Token)>(from leader in leaders from token in tokens select (leader, token));
        var processes = Enumerable.Range(0, hosts).Select(_ => Start(rig)).ToList();
        var (trades, slowest, refused, heldBack) = (0, TimeSpan.Zero, 0, 0);
        try
        {
            foreach (var process in processes) await process.PrintedAsync(CrashEngine.Ready);
            for (var round = 0; round < stops; round++)
            {
                var lead = await LeadOfAsync(rig, processes, after: 0);
                for (var n = random.Next(1, 3); n > 0; n--, trades++) await TradeAsync(rig, pairs.Dequeue());
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 1200)), TimeProvider.System, CancellationToken.None);
                await Signals.SendAsync(lead.Process, "STOP");
                var watch = Stopwatch.StartNew();
                try
                {
                    await LeadOfAsync(rig, processes, lead.Token);
                    trades++;
                    await TradeAsync(rig, pairs.Dequeue());
                }
                finally
                {
                    await Signals.SendAsync(lead.Process, "CONT");
                }

                // Mostly the next one is stopped before what this one left is cleared up.
                if (round % RoundsUntilSettled == RoundsUntilSettled - 1) await rig.SettledAsync(trades, Patience);
                if (watch.Elapsed > slowest) slowest = watch.Elapsed;
                // Whoever slept follows the others from now on, and is as good as they are when it is its turn again.
                Assert.All(processes, process => Assert.False(process.HasExited));
            }
        }
        finally
        {
            refused = processes.Sum(process => process.Output.Count(line => line == FenceLog.Refused));
            heldBack = processes.Sum(process => process.Output.Count(line => line == FenceLog.HeldBack));
            foreach (var process in processes) await process.DisposeAsync();
        }

        await rig.RunAsync();
        await rig.SettledAsync(trades, Patience);
        await Invariants.CheckAsync(rig);
        await bystander.AssertUntouchedAsync();
        var (doubled, lost) = await OrderCount.OfAsync(rig, trades);
        return new(stops, trades, doubled, lost, await OrderCount.UnknownAsync(rig), slowest) { Note = $"former leaders: {refused} writes refused by the database, {heldBack} orders not sent" };
    }

    private static Task<string> TradeAsync(EngineRig rig, (string Leader, SimulatorControl.Token Token) pair) =>
        rig.Venue.TradeAsync(pair.Leader, pair.Token.TokenId, "BUY", 10m, EngineRig.Marketable(pair.Token));

    /// <summary>Waits until one of the processes leads by a higher token.</summary>
    public static async Task<Lead> LeadOfAsync(EngineRig rig, List<AppProcess> processes, long after)
    {
        Lead? lead = null;
        await Rig.UntilAsync(Patience, async () =>
        {
            lead = (await rig.Database.QueryAsync<Lead>("select token, holder from engine_lease where expires_at > now()")).SingleOrDefault();
            return lead is not null && lead.Token > after && processes.Exists(process => process.Id == lead.Process);
        });
        return lead!;
    }

    public static AppProcess Start(EngineRig rig) => AppProcess.Start(
        "CopyTrade.Tests.dll", [CrashEngine.Verb, rig.Database.ConnectionString, "none", "0", .. rig.Settings.Select(setting => $"{setting.Key}={setting.Value}")], new Dictionary<string, string>());
}
