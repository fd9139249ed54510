using System.Diagnostics;

namespace CopyTrade.Tests.Faults;

/// <summary>F6, F7, F10: the public record misbehaves while a followed wallet trades.</summary>
internal static class DataFaultDrill
{
    public static async Task<DrillResult> RunAsync(object fault, int seed, int trades = 5)
    {
        await using var rig = await EngineRig.StartAsync();
        var leader = EngineRig.Leader(seed * 31);
        await rig.FollowAsync(leader);
        var tokens = (await rig.TokensAsync()).ToArray();
        new Random(seed).Shuffle(tokens);
        await rig.Venue.FaultsAsync(fault);

        var watch = Stopwatch.StartNew();
        foreach (var token in tokens.Take(trades)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await rig.SettledAsync(trades, TimeSpan.FromSeconds(60));
        watch.Stop();

        await Invariants.CheckAsync(rig);
        var (doubled, lost) = await OrderCount.OfAsync(rig, trades);
        return new(1, trades, doubled, lost, await OrderCount.UnknownAsync(rig), watch.Elapsed);
    }
}
