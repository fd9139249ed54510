using System.Diagnostics;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Tests.Faults;

/// <summary>F28: the master key is replaced while orders are being signed, and the host that opened the old one goes on with what it has.</summary>
internal static class KeyDrill
{
    public static async Task<DrillResult> RotateAsync(int seed, int waves)
    {
        using var files = new KeyFiles(EngineHost.Key);
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Mirroring:MaxFillAgeSeconds"] = "600", ["Observation:DrainSeconds"] = "0.3" });
        using var old = new MasterKey(EngineHost.Key) { File = files.Current };
        await rig.Database.ExecuteAsync("delete from custody_check; insert into custody_check (mac, created_at) values (@mac, now())", new { mac = old.CheckValue() });
        var leader = EngineRig.Leader(seed);
        await rig.FollowAsync(leader);
        var tokens = new Queue<SimulatorControl.Token>(await rig.TokensAsync());
        await rig.PauseAsync();
        var (trades, rotations, watch) = (0, 0, Stopwatch.StartNew());
        for (var wave = 0; wave < waves; wave++)
        {
            // In its memory the host has the key of the very beginning; the ring finds the others beside its file.
            await rig.RunAsync(keyFile: files.Current);
            for (var n = 0; n < 2; n++, trades++) await TradeAsync(rig, leader, tokens.Dequeue());
            using (var current = MasterKeyFile.Parse(await File.ReadAllTextAsync(files.Current), files.Current))
            {
                var (rewrapped, secrets) = await new KeyRotation(rig.Database.Databases, rig.Get<TenantScopes>()).RunAsync(current, files.Current, CancellationToken.None);
                Assert.True(secrets > 0 && rewrapped == secrets, $"{rewrapped} of {secrets} secrets were wrapped anew.");
                rotations++;
            }

            for (var n = 0; n < 2; n++, trades++) await TradeAsync(rig, leader, tokens.Dequeue());
            await rig.SettledAsync(trades, TimeSpan.FromSeconds(60));
            await rig.PauseAsync();
        }

        await rig.RunAsync(keyFile: files.Current);
        await TradeAsync(rig, leader, tokens.Dequeue());
        await rig.SettledAsync(++trades, TimeSpan.FromSeconds(60));
        await Invariants.CheckAsync(rig);
        var (doubled, lost) = await OrderCount.OfAsync(rig, trades);
        return new(rotations, trades, doubled, lost, await OrderCount.UnknownAsync(rig), watch.Elapsed);
    }

    private static Task<string> TradeAsync(EngineRig rig, string leader, SimulatorControl.Token token) => rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
}
