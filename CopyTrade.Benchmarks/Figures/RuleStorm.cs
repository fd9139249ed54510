using System.Globalization;
using System.Text.RegularExpressions;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>Ten thousand rules on five hundred tokens under two thousand changes of books a second: how long a change waits for its rules to be judged, what that costs, and how soon a met rule's sale is at the venue.</summary>
public static class RuleStorm
{
    private const int Markets = 250;
    private const int PerSecond = 2_000;
    private const int Sales = 40;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(60);

    public static async Task MeasureAsync(Report report, int rules)
    {
        await using var rig = await Rig.PrepareAsync(new() { Leaders = false, DataLag = TimeSpan.Zero, AutoFundUsdc = 100_000m, MoreMarkets = Markets }, hasOpenDatabase: true);
        await using var storm = await BookStorm.StartAsync();
        var tokens = (await rig.Venue.TokensAsync()).Where(token => token.BestAsk is > 0.47m and < 0.54m).ToList();
        tokens = [.. tokens.GroupBy(token => token.ConditionId).Where(market => market.Count() == 2).SelectMany(market => market).TakeLast(2 * Markets)];
        await RuleCrowd.GatherAsync(rig.Database, tenants: Math.Max(1, rules / 50), rules, tokens);
        await rig.StartAsync(more: new Dictionary<string, string> { ["Polymarket__MarketStreamUrl"] = storm.Address.ToString(), ["Rules__MostActive"] = "1000" });
        await rig.WaitUntilReadyAsync();
        var sold = await BuyAsync(rig, tokens);

        using var stop = new CancellationTokenSource();
        var blowing = storm.RunAsync([.. tokens.Select(token => token.TokenId)], PerSecond, stop.Token);
        await Task.Delay(WarmUp, TimeProvider.System, CancellationToken.None);
        var (before, sent, processor, began) = (await ReadAsync(rig), storm.Sent, rig.App.ProcessorTime, TimeProvider.System.GetTimestamp());
        await Task.Delay(Span, TimeProvider.System, CancellationToken.None);
        var (seconds, after) = (TimeProvider.System.GetElapsedTime(began).TotalSeconds, await ReadAsync(rig));
        var (cores, heard) = ((rig.App.ProcessorTime - processor).TotalSeconds / seconds, (storm.Sent - sent) / seconds);
        var latencies = await SellAsync(rig, storm, sold);
        await stop.CancelAsync();
        await blowing;
        Tell(report, rules, tokens.Count, before, after, seconds, cores, heard, latencies);
    }

    private static void Tell(Report report, int rules, int tokens, Histogram before, Histogram after, double seconds, double cores, double heard, Percentiles latencies)
    {
        var lag = after.Since(before);
        report.Add($"rules: {rules:N0} on {tokens} tokens, changes of books a second", heard.ToString("0", CultureInfo.InvariantCulture), PerSecond.ToString("N0", CultureInfo.InvariantCulture), heard > 0.95 * PerSecond);
        report.Add("rules: evaluations a second", ((after.Evaluations - before.Evaluations) / seconds).ToString("N0", CultureInfo.InvariantCulture), null, null);
        report.Add("rules: change heard to all its rules judged, p50 / p99", string.Create(CultureInfo.InvariantCulture, $"{lag.At(0.5):0.0} / {lag.At(0.99):0} ms (n {lag.Count:N0})"), "p99 250 ms", lag.At(0.99) < 250);
        report.Add("rules: processor of the whole application, cores", cores.ToString("0.00", CultureInfo.InvariantCulture), "< 1", cores < 1);
        report.Add("rules: change to the sale at the venue, p50 / p99", string.Create(CultureInfo.InvariantCulture, $"{latencies.At(0.5):0} / {latencies.At(0.99):0} ms (n {latencies.Count})"), null, null);
    }

    /// <summary>Positions of our own on some of the tokens, each with a stop at 40 cents.</summary>
    private static async Task<List<SimulatorControl.Token>> BuyAsync(Rig rig, List<SimulatorControl.Token> tokens)
    {
        await rig.FollowAsync(Rig.Wallet(1), new { kind = "min_bet" });
        var chosen = tokens.DistinctBy(token => token.ConditionId).Take(Sales).ToList();
        foreach (var token in chosen) await rig.Venue.TradeAsync(Rig.Wallet(1), token.TokenId, "BUY", 10m, token.BestAsk!.Value + (2 * token.Tick));
        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => (await rig.Venue.OrdersAsync()).Count(order => order.Accepted) >= chosen.Count);
        foreach (var token in chosen) await rig.PostAsync("/api/rules", new { ruleType = "STOP_LOSS", marketId = token.ConditionId, tokenId = token.TokenId, triggerPrice = 0.4m, action = new { type = "SELL_ALL" } });
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, CancellationToken.None);   // until the purchases are confirmed
        return chosen;
    }

    private static async Task<Percentiles> SellAsync(Rig rig, BookStorm storm, List<SimulatorControl.Token> tokens)
    {
        var times = new Dictionary<string, double>();
        foreach (var token in tokens)
        {
            await rig.Venue.PriceAsync(token.TokenId, 0.35m);
            times[token.TokenId] = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            storm.Fall(token.TokenId, 0.35m);
            await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System, CancellationToken.None);
        }

        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None);
        var sales = (await rig.Venue.OrdersAsync()).Where(order => order.Side == "SELL").GroupBy(order => order.TokenId).Select(same => same.MinBy(order => order.ReceivedAt)!);
        return new([.. sales.Where(sale => times.ContainsKey(sale.TokenId)).Select(sale => (double)sale.ReceivedAt - times[sale.TokenId])]);
    }

    private static async Task<Histogram> ReadAsync(Rig rig)
    {
        var text = await rig.TextAsync("/metrics");
        var buckets = Regex.Matches(text, """^copytrade_rule_evaluation_lag_ms_bucket\{le="([^"]+)"\} (\S+)""", RegexOptions.Multiline)
            .Select(line => (Bound: line.Groups[1].Value == "+Inf" ? double.PositiveInfinity : Number(line.Groups[1].Value), Count: Number(line.Groups[2].Value))).ToArray();
        var evaluations = Regex.Match(text, @"^copytrade_rule_evaluations_total (\S+)", RegexOptions.Multiline);
        return new(buckets, evaluations.Success ? Number(evaluations.Groups[1].Value) : 0);
    }

    private static double Number(string text) => (double)decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private sealed record Histogram((double Bound, double Count)[] Buckets, double Evaluations)
    {
        public double Count => Buckets.Length == 0 ? 0 : Buckets[^1].Count;

        public Histogram Since(Histogram before) => this with
        {
            Buckets = [.. Buckets.Select(bucket => (bucket.Bound, bucket.Count - before.Buckets.FirstOrDefault(old => old.Bound.Equals(bucket.Bound)).Count))],
        };

        /// <summary>Straight between the bounds of a bucket.</summary>
        public double At(double part)
        {
            var (wanted, low, below) = (part * Count, 0d, 0d);
            foreach (var (bound, count) in Buckets)
            {
                if (count >= wanted) return double.IsPositiveInfinity(bound) ? bound : low + ((bound - low) * (wanted - below) / Math.Max(1, count - below));
                (low, below) = (bound, count);
            }

            return double.NaN;
        }
    }
}
