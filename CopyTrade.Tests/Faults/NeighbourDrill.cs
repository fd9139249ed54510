using System.Diagnostics;
using System.Globalization;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>F20: a neighbour with a key that does not open and many targets, some of them ours: the time from a trade to our order, with it and without.</summary>
internal static class NeighbourDrill
{
    public static async Task<DrillResult> RunAsync(int targets, int trades, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Mirroring:MaxFillAgeSeconds"] = "600" });
        var tokens = await rig.TokensAsync();
        var leaders = Enumerable.Range(0, 2 + (2 * trades / tokens.Count)).Select(number => EngineRig.Leader((seed * 100_000) + number)).ToArray();
        foreach (var leader in leaders) await rig.FollowAsync(leader);
        var pairs = new Queue<(string Leader, SimulatorControl.Token Token)>(from leader in leaders from token in tokens select (leader, token));
        await rig.PauseAsync();
        await rig.RunAsync();
        var alone = await MeasureAsync(rig, pairs, trades, 0);
        var (neighbour, _) = await rig.OpenAccountOfAnotherAsync();
        await rig.PauseAsync();
        await rig.RunAsync();
        foreach (var leader in leaders.Concat(Enumerable.Range(0, targets - leaders.Length).Select(number => EngineRig.Leader((seed * 100_000) + 50_000 + number)))) await rig.FollowAsync(leader, who: neighbour);
        await rig.Database.ExecuteAsync("update wallet_secret set ciphertext = ciphertext || '\\x00'::bytea where billing_account_id = @Tenant", new { neighbour.Tenant });
        await rig.PauseAsync();
        await rig.RunAsync();
        var beside = await MeasureAsync(rig, pairs, trades, trades);
        await rig.SettledAsync(2 * trades, TimeSpan.FromSeconds(60));
        var (doubled, lost) = await OrderCount.OfAsync(rig, 2 * trades);
        return new(2, 2 * trades, doubled, lost, await OrderCount.UnknownAsync(rig), TimeSpan.FromMilliseconds(beside[^1]))
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"trade to order, ms: alone p50 {At(alone, 0.5):0} p99 {At(alone, 0.99):0}; beside a neighbour with {targets} targets and a broken key p50 {At(beside, 0.5):0} p99 {At(beside, 0.99):0} ({(At(beside, 0.99) / At(alone, 0.99)) - 1:+0 %;-0 %} at p99)"),
        };
    }

    /// <summary>One trade after the other; milliseconds until the venue has our order, without those in which the machine stood still, sorted.</summary>
    internal static async Task<double[]> MeasureAsync(EngineRig rig, Queue<(string Leader, SimulatorControl.Token Token)> pairs, int trades, int before)
    {
        var times = new List<double>();
        for (var n = 0; n < trades; n++)
        {
            var (leader, token) = pairs.Dequeue();
            var watch = Stopwatch.StartNew();
            await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
            var still = await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => (await rig.Venue.OrdersAsync()).Count(order => order.Accepted) > before + n);
            if (n >= 5) times.Add((watch.Elapsed - still).TotalMilliseconds);   // the first ones warm up
        }

        return [.. times.Order()];
    }

    internal static double At(double[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))];
}
