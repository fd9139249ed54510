using System.Globalization;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>One fill of a wallet that a thousand tenants follow, each with a wallet of its own: statements and commits of the decision, time to the last order, and who comes last.</summary>
public static class FanOut
{
    private const string DecisionInsert = "insert into copy_decision";
    private const string OrderInsert = "insert into trade_order";
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public static async Task MeasureAsync(Report report, int tenants, int fills)
    {
        // Signing up a thousand wallets is not part of the figure, so the venue does not hold it up.
        await using var rig = await Rig.PrepareAsync(new() { Leaders = false, DataLag = TimeSpan.Zero, AutoFundUsdc = 100_000m, EnforceRateLimits = false }, isCounted: true);
        var leader = Rig.Wallet(1);
        await Crowd.GatherAsync(rig, tenants, leader);
        await rig.StartAsync();
        await rig.WaitUntilReadyAsync();
        await QuietAsync(rig);

        // The first fill pays for what a process does once: compiling, opening connections, reading each tenant's keys.
        var rounds = new List<Round>();
        for (var i = 0; i < fills; i++) rounds.Add(await RoundAsync(rig, leader, i, tenants));
        foreach (var (round, number) in rounds.Select((round, number) => (round, number + 1))) report.Note($"fan-out, fill {number}: {round}");
        Tell(report, tenants, [.. rounds.Skip(1)]);
    }

    private static void Tell(Report report, int tenants, Round[] rounds)
    {
        report.Add($"fan-out to {tenants}: insert statements of a fill (orders, decisions)", $"{rounds.Max(r => r.OrderInserts)}, {rounds.Max(r => r.DecisionInserts)}", "1, 1", rounds.All(r => r is { OrderInserts: 1, DecisionInserts: 1 }));
        report.Add($"fan-out to {tenants}: commits of a fill", $"{rounds.Max(r => r.Commits)}", "1", rounds.All(r => r.Commits == 1));
        report.Add($"fan-out to {tenants}: trade to that commit", Ms(rounds.Select(r => r.ToCommit)), null, null);
        report.Add($"fan-out to {tenants}: trade to last order at the venue", Ms(rounds.Select(r => r.ToLast)), "3,000 ms at 350/s", rounds.All(r => r.ToLast <= 3_000 && r.Owners.Count == tenants));
        report.Add($"fan-out to {tenants}: orders in the busiest 1 s and 10 s", $"{rounds.Max(r => r.PerSecond)}, {rounds.Max(r => r.PerWindow)}", "10 s: 3,500", rounds.All(r => r.PerWindow <= 3_500));
        report.Add($"fan-out to {tenants}: last tenth that was last the fill before", string.Create(CultureInfo.InvariantCulture, $"{Repeaters(rounds):0} %"), "chance 10 %", null);
    }

    private static string Ms(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:0} ms (worst {sorted[^1]:0})");
    }

    private static async Task<Round> RoundAsync(Rig rig, string leader, int number, int tenants)
    {
        var before = (await rig.Venue.OrdersAsync()).Count;
        _ = rig.Wire!.Take();
        var tokens = (await rig.Venue.TokensAsync()).Where(token => token.BestAsk is > 0.05m and < 0.9m).DistinctBy(token => token.ConditionId).ToArray();
        var token = tokens[number % tokens.Length];
        var at = TimeProvider.System.GetUtcNow();
        await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, Math.Min(token.BestAsk!.Value + (4 * token.Tick), 0.95m));
        await ArrivedAsync(rig, before, before + tenants);
        var orders = (await rig.Venue.OrdersAsync()).Skip(before).OrderBy(order => order.ReceivedAt).ToArray();
        if (orders.Length == 0) throw new InvalidOperationException($"No order of {tenants} came. The application printed:\n{string.Join('\n', rig.App.Output.TakeLast(20))}");
        await QuietAsync(rig);
        var decisions = rig.Wire.Take().Where(unit => unit.Has(DecisionInsert)).ToArray();
        var times = orders.Select(order => (double)order.ReceivedAt).ToArray();
        return new Round(
            decisions.Sum(unit => unit.Count(OrderInsert)), decisions.Sum(unit => unit.Count(DecisionInsert)), decisions.Sum(unit => unit.Count("commit")), decisions.Sum(unit => unit.RoundTrips),
            (decisions.Max(unit => unit.EndedAt) - at).TotalMilliseconds, times[^1] - Millis(at), Busiest(times, TimeSpan.FromSeconds(1)), Busiest(times, Window),
            [.. orders.Select(order => order.Owner)], orders.Count(order => order.Accepted), tenants);
    }

    /// <summary>Until all are there; given up after a minute without the first, or five seconds without a further one. Looks seldom: the list grows, and whoever asks takes time from what is measured.</summary>
    private static async Task ArrivedAsync(Rig rig, int before, int expected)
    {
        for (var (seen, still) = (before, 0); seen < expected && still < (seen == before ? 240 : 20);)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, CancellationToken.None);
            var now = (await rig.Venue.OrdersAsync()).Count;
            (seen, still) = (now, now == seen ? still + 1 : 0);
        }
    }

    /// <summary>Until matches and their settlements are booked.</summary>
    private static async Task QuietAsync(Rig rig)
    {
        for (var step = 0; step < 60; step++)
        {
            var before = rig.App.ProcessorTime;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None);
            if ((rig.App.ProcessorTime - before).TotalSeconds < 0.15) return;
        }
    }

    private static double Millis(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    private static int Busiest(double[] sorted, TimeSpan window)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < sorted.Length; last++)
        {
            while (sorted[last] - sorted[first] >= window.TotalMilliseconds) first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    /// <summary>Of the last tenth, the part that was in the last tenth of the fill before; percent.</summary>
    private static double Repeaters(Round[] rounds)
    {
        var tails = rounds.Select(round => round.Owners.Skip(round.Owners.Count * 9 / 10).ToHashSet()).ToArray();
        return tails.Length < 2 ? double.NaN : 100d * tails.Zip(tails.Skip(1), (one, next) => next.Count(one.Contains)).Sum() / tails.Skip(1).Sum(tail => tail.Count);
    }

    private sealed record Round(int OrderInserts, int DecisionInserts, int Commits, int RoundTrips, double ToCommit, double ToLast, int PerSecond, int PerWindow, IReadOnlyList<string> Owners, int Accepted, int Followers)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{OrderInserts} + {DecisionInserts} inserts, {Commits} commit, {RoundTrips} round trips; committed after {ToCommit:0} ms, last order after {ToLast:0} ms; {Owners.Count} of {Followers} orders came, {Accepted} accepted");
    }
}
