using System.Diagnostics;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>F2: the venue takes the order and its answer is lost; every one of so many orders in bursts.</summary>
internal static class LostAnswerDrill
{
    private const int Burst = 20;

    /// <param name="mode">acceptThenReset, acceptThen500, acceptThenHang.</param>
    /// <param name="answers">How many answers are lost.</param>
    /// <param name="seed">Which wallets trade what, in which order.</param>
    /// <param name="limit">How long a burst may take until every outcome is known.</param>
    public static async Task<DrillResult> RunAsync(string mode, int answers, int seed, TimeSpan limit)
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Polymarket:OrderTimeoutSeconds"] = "2", ["Mirroring:MaxFillAgeSeconds"] = "600" });
        var bystander = await Bystander.SeedAsync(rig.Database);
        var random = new Random(seed);
        var tokens = await rig.TokensAsync();
        var leaders = Enumerable.Range(0, (answers / tokens.Count) + 1).Select(number => EngineRig.Leader((seed * 100) + number)).ToArray();
        foreach (var leader in leaders) await rig.FollowAsync(leader);

        (string Leader, SimulatorControl.Token Token)[] pairs = [.. from leader in leaders from token in tokens select (leader, token)];
        random.Shuffle(pairs);
        var (trades, slowest) = (0, TimeSpan.Zero);
        while (trades < answers)
        {
            var count = Math.Min(Burst, answers - trades);
            await rig.Venue.FaultsAsync(new { postOrder = new { mode, count } });
            var watch = Stopwatch.StartNew();
            foreach (var (leader, token) in pairs.Skip(trades).Take(count)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
            trades += count;
            await rig.SettledAsync(trades, limit);
            if (watch.Elapsed > slowest) slowest = watch.Elapsed;
        }

        await Invariants.CheckAsync(rig);
        await bystander.AssertUntouchedAsync();
        var (doubled, lost) = await OrderCount.OfAsync(rig, trades);
        return new(answers, trades, doubled, lost, await OrderCount.UnknownAsync(rig), slowest);
    }
}
