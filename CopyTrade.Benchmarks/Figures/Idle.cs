using System.Globalization;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>What following costs while nobody trades.</summary>
public static class Idle
{
    public static async Task<string> MeasureAsync(int targets, TimeSpan span)
    {
        await using var rig = await Rig.PrepareAsync();
        await rig.StartAsync();
        await rig.WaitUntilReadyAsync();
        foreach (var number in Enumerable.Range(1, targets)) await rig.FollowAsync(Rig.Wallet(number), new { kind = "min_bet" });
        await Task.Delay(TimeSpan.FromSeconds(40), TimeProvider.System, CancellationToken.None);   // start-up work and first deep drain are over
        await FirstLooksAsync(rig);
        var (requests, processor) = (await rig.Venue.RequestsAsync(), rig.App.ProcessorTime);
        await Task.Delay(span, TimeProvider.System, CancellationToken.None);
        var perMinute = (await rig.Venue.RequestsAsync() - requests) / span.TotalMinutes;
        var cpu = (rig.App.ProcessorTime - processor).TotalMilliseconds / span.TotalMinutes;
        return string.Create(CultureInfo.InvariantCulture,
            $"idle, {targets} targets: {perMinute / targets:0.00} requests and {cpu / targets:0.00} ms CPU a minute and target; RSS {rig.App.ResidentBytes / 1048576.0:0} MB");
    }

    // New wallets are looked at once (positions, statistics), a few in a second: that is not idling.
    private static async Task FirstLooksAsync(Rig rig)
    {
        for (var step = 0; step < 36; step++)
        {
            var before = await rig.Venue.RequestsAsync();
            await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, CancellationToken.None);
            if (await rig.Venue.RequestsAsync() - before < 20) return;
        }
    }
}
