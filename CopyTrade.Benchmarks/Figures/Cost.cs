using System.Globalization;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>What one fill costs: round trips to the database, stage by stage, and bytes allocated.</summary>
public static class Cost
{
    private const int Fills = 30;
    private const string Allocated = "dotnet_gc_heap_total_allocated";
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(400);

    // A unit of work on the database belongs to the first stage whose words it has.
    private static readonly (string Stage, bool BeforePost, Func<WireUnit, bool> Is)[] Stages =
    [
        ("seen and stored", true, unit => unit.Has("insert into observed_fill")),
        ("taken up", true, unit => unit.Has("from observed_fill where routed_at is null order by")),
        ("decided, written", true, unit => unit.Has("insert into copy_decision")),
        ("allowed, signed", true, unit => unit.Has("'trading '") && unit.Has("update trade_order")),
        ("key and credentials", true, unit => unit.Has("wallet_secret") || unit.Has("select signer, signature_type")),
        ("settlement", false, unit => unit.Has("'settlement '")),
        ("word of the user channel", false, unit => unit.Has("where venue_order_id =")),
        ("answer recorded", false, unit => unit.Has("update trade_order") && unit.Has("select * from trade_order where id =")),
    ];

    public static async Task MeasureAsync(Report report)
    {
        Allocations.Tell(report);
        await using var rig = await Rig.PrepareAsync(isCounted: true);
        await rig.StartAsync();
        await rig.WaitUntilReadyAsync();
        await rig.FollowAsync(Rig.Wallet(1), new { kind = "min_bet" });
        await rig.FollowAsync(Rig.Wallet(2), new { kind = "min_bet" }, most: 0.01m);
        await RunAsync(rig, Rig.Wallet(1), 10);
        await RunAsync(rig, Rig.Wallet(2), 10);
        await PauseAsync(15);

        var idle = await MeasureAsync(rig, () => PauseAsync(10), 1);
        report.Add("database round trips a second, idle", Number(idle.Trips / idle.Seconds), null, null);
        var skipped = await MeasureAsync(rig, () => RunAsync(rig, Rig.Wallet(2), Fills), Fills);
        Tell(report, "skipped fill", skipped, idle);
        var before = (await rig.Venue.OrdersAsync()).Count;
        var placed = await MeasureAsync(rig, () => RunAsync(rig, Rig.Wallet(1), Fills), Fills);
        if ((await rig.Venue.OrdersAsync()).Count - before is var orders && orders != Fills) report.Note($"Only {orders} of {Fills} were copied: the figures below are too low. {string.Join('\n', rig.App.Output.Where(line => line.Contains("[ERR]", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal)).TakeLast(5))}");
        Tell(report, "copied fill", placed, idle);
        report.Add("copied fill: round trips from sight to POST", Number(Stages.Where(stage => stage.BeforePost).Sum(stage => placed.Of(stage.Stage))), null, null);
    }

    private static void Tell(Report report, string what, Measured measured, Measured idle)
    {
        foreach (var (stage, _, _) in Stages.Where(stage => measured.Of(stage.Stage) > 0)) report.Note($"{what}, {stage}: {Number(measured.Of(stage))} round trips");
        report.Add($"{what}: round trips in all, idle ones taken off", Number((measured.Trips - (idle.Trips / idle.Seconds * measured.Seconds)) / Fills), null, null);
        report.Add($"{what}: kB allocated in all, idle taken off", Number((measured.Bytes - (idle.Bytes / idle.Seconds * measured.Seconds)) / Fills / 1024), null, null);
    }

    private static async Task<Measured> MeasureAsync(Rig rig, Func<Task> run, int fills)
    {
        var bytes = await BytesAsync(rig);
        _ = rig.Wire!.Take();
        var start = TimeProvider.System.GetTimestamp();
        await run();
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var units = rig.Wire.Take();
        var stages = units.GroupBy(unit => Stages.FirstOrDefault(stage => stage.Is(unit)).Stage ?? "").ToDictionary(same => same.Key, same => (double)same.Sum(unit => unit.RoundTrips) / fills);
        return new Measured(seconds, units.Sum(unit => unit.RoundTrips), await BytesAsync(rig) - bytes, stages);
    }

    /// <summary>One fill after the other, each at rest before the next; the last ones settle before it ends.</summary>
    private static async Task RunAsync(Rig rig, string wallet, int fills)
    {
        for (var i = 0; i < fills; i++)
        {
            await Task.Delay(Gap, TimeProvider.System, CancellationToken.None);
            var tokens = (await rig.Venue.TokensAsync()).Where(token => token.BestAsk is > 0.05m and < 0.9m).DistinctBy(token => token.ConditionId).ToArray();
            var token = tokens[i % tokens.Length];
            await rig.Venue.TradeAsync(wallet, token.TokenId, "BUY", 10m, Math.Min(token.BestAsk!.Value + (4 * token.Tick), 0.95m));
        }

        await PauseAsync(6);
    }

    private static async Task<double> BytesAsync(Rig rig)
    {
        var line = (await rig.TextAsync("/metrics")).Split('\n').FirstOrDefault(line => line.StartsWith(Allocated, StringComparison.Ordinal));
        return line is null ? double.NaN : (double)decimal.Parse(line.Split(' ')[^1], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static Task PauseAsync(int seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, CancellationToken.None);

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private sealed record Measured(double Seconds, double Trips, double Bytes, IReadOnlyDictionary<string, double> Stages)
    {
        public double Of(string stage) => Stages.GetValueOrDefault(stage);
    }
}
