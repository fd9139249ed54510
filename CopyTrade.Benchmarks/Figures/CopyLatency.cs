using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>From a target's trade to our order arriving at the venue: sight, decision, database, signing, sending.</summary>
public static class CopyLatency
{
    private const int ServiceTimeMs = 50;

    /// <param name="report">Takes the figures.</param>
    /// <param name="targets">Wallets followed.</param>
    /// <param name="wakeUp">Trades seen by the activity stream, by random targets; 0 for none.</param>
    /// <param name="drain">Trades that the activity stream does not tell, so that only the drain sees them; 0 for none.</param>
    public static async Task MeasureAsync(Report report, int targets, int wakeUp, int drain)
    {
        await using var rig = await Rig.PrepareAsync();
        await rig.StartAsync();
        await rig.WaitUntilReadyAsync();
        foreach (var number in Enumerable.Range(1, targets)) await rig.FollowAsync(Rig.Wallet(number), new { kind = "min_bet" });
        await rig.Venue.ServiceTimeAsync(ServiceTimeMs);
        if (wakeUp > 0) await SeriesAsync(report, rig, targets, wakeUp, isTold: true);
        if (drain > 0) await SeriesAsync(report, rig, targets, drain, isTold: false);
    }

    private static async Task SeriesAsync(Report report, Rig rig, int targets, int trades, bool isTold)
    {
        // The first orders of a process pay for its start (code not yet compiled, connections not yet open); they are not counted.
        await TimesAsync(rig, targets, 20, isTold, pauseMs: 200);
        var (latencies, lost) = await TimesAsync(rig, targets, trades, isTold);
        var (middle, high) = BarOf(targets, isTold);
        report.AddLatency($"p50 / p99, {targets} target{(targets == 1 ? "" : "s")}, {(isTold ? "wake-up" : "drain only")}, {ServiceTimeMs} ms", new Percentiles(latencies), lost, middle, high);
    }

    /// <summary>Milliseconds from trade to order for so many trades, and how many were not copied.</summary>
    internal static async Task<(IReadOnlyList<double> Latencies, int Lost)> TimesAsync(Rig rig, int targets, int trades, bool isTold, int? pauseMs = null)
    {
        var random = new Random(7);
        var before = (await rig.Venue.OrdersAsync()).Count;
        var sent = new List<Sent>();
        for (var i = 0; i < trades; i++)
        {
            sent.Add(await SendAsync(rig, i, Rig.Wallet(random.Next(targets) + 1), pauseMs ?? (isTold ? 60 : 100 + random.Next(60)), isTold));
        }

        var latencies = await ArrivedAsync(rig, before, sent);
        return (latencies, sent.Count - latencies.Count);
    }

    private static (double? Middle, double? High) BarOf(int targets, bool isTold) => (targets, isTold) switch
    {
        (1, false) => (500, 1_100),
        (100, false) => (800, 1_500),
        (500, false) => (1_500, 3_000),
        (500, true) => (150, 300),
        _ => (null, null),
    };

    private sealed record Sent(string TokenId, decimal Price, double At);

    private static async Task<Sent> SendAsync(Rig rig, int number, string wallet, int pauseMs, bool isTold)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(pauseMs), TimeProvider.System, CancellationToken.None);
        // Over the ask as it is now: the copy at this price matches at once, so no order of ours is in the way of the next.
        var tokens = (await rig.Venue.TokensAsync()).Where(token => token.BestAsk is > 0.05m and < 0.9m).DistinctBy(token => token.ConditionId).ToArray();
        var token = tokens[number % tokens.Length];
        var price = Math.Min(token.BestAsk!.Value + (4 * token.Tick), 0.95m);
        var at = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        await rig.Venue.TradeAsync(wallet, token.TokenId, "BUY", 10m, price, silent: !isTold);
        return new Sent(token.TokenId, price, at);
    }

    private static async Task<IReadOnlyList<double>> ArrivedAsync(Rig rig, int skip, IReadOnlyList<Sent> sent)
    {
        IReadOnlyList<SimulatorControl.ReceivedOrder> orders = [];
        try
        {
            await Rig.UntilAsync(TimeSpan.FromSeconds(15), async () => (orders = [.. (await rig.Venue.OrdersAsync()).Skip(skip)]).Count >= sent.Count);
        }
        catch (TimeoutException)
        {
            // some were not copied: the figure says how many, and the application why
            var said = (await rig.GetAsync("/api/v1/poly/copy-trade/decisions?limit=200"))["items"]!.AsArray().Where(row => row!["order_id"] is null);
            foreach (var why in said.GroupBy(row => $"{row!["result"]} {row["reason"]}")) Console.WriteLine($"  {why.Key}: {why.Count()}");
        }

        return Pairs(orders, sent);
    }

    // The order at a trade's price that came next after it answers it: what was not copied leaves no order, and moves no other pair.
    private static List<double> Pairs(IReadOnlyList<SimulatorControl.ReceivedOrder> orders, IReadOnlyList<Sent> sent)
    {
        var (free, latencies) = (orders.OrderBy(order => order.ReceivedAt).ToList(), new List<double>());
        foreach (var trade in sent)
        {
            if (free.Find(order => order.TokenId == trade.TokenId && order.Price == trade.Price && (double)order.ReceivedAt >= trade.At) is not { } answer) continue;
            free.Remove(answer);
            latencies.Add((double)answer.ReceivedAt - trade.At);
        }

        return latencies;
    }
}
