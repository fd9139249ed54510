using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>What following costs while nobody trades.</summary>
public static class Idle
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    // Longer than the job rests that reads new wallets' records: it has begun by then.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(330);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(20);

    // Requests a minute that following a wallet may take.
    private const double Bar = 0.3;

    public static async Task MeasureAsync(Report report, int targets, TimeSpan span)
    {
        await using var rig = await Rig.PrepareAsync();
        await rig.StartAsync();
        await rig.WaitUntilReadyAsync();
        foreach (var number in Enumerable.Range(1, targets)) await rig.FollowAsync(Rig.Wallet(number), new { kind = "min_bet" });
        await FirstLooksAsync(rig, targets);
        var (requests, processor) = (await rig.Venue.RequestsAsync(), rig.App.ProcessorTime);
        await Task.Delay(span, TimeProvider.System, CancellationToken.None);
        var perMinute = (await rig.Venue.RequestsAsync() - requests) / span.TotalMinutes;
        var cpu = (rig.App.ProcessorTime - processor).TotalMilliseconds / span.TotalMinutes;
        report.AddBelow($"idle requests a minute and target at {targets}", perMinute / targets, "0.00", Bar);
        report.AddBelow($"idle CPU ms a target and minute at {targets}", cpu / targets, "0.00", 1);
        report.AddBelow($"resident MB at {targets} targets", rig.App.ResidentBytes / 1048576.0, "0", 250);
    }

    /// <summary>New wallets are looked at once (positions, statistics, their whole record for the ranking), a few in a second: that is not idling, and neither is the start.</summary>
    private static async Task FirstLooksAsync(Rig rig, int targets)
    {
        var steady = Math.Max(20, targets * Bar * Look.TotalMinutes * 1.5);
        for (var (waited, quiet) = (TimeSpan.Zero, 0); waited < Most && (waited < Least || quiet < 3); waited += Look)
        {
            var before = await rig.Venue.RequestsAsync();
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
            quiet = await rig.Venue.RequestsAsync() - before <= steady ? quiet + 1 : 0;
        }
    }
}
