using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>F18: brackets by the thousand under a storm of prices, on two hosts that both judge, one of which is stopped and started anew: gaps through both legs, and back. Each rule fires at most once, of each bracket one.</summary>
internal static class RuleStormDrill
{
    private const int RulesOfATenant = 50;

    /// <param name="rules">How many, two for each position.</param>
    /// <param name="tokens">On how many tokens.</param>
    /// <param name="perSecond">Changes of books a second.</param>
    /// <param name="span">How long the storm lasts.</param>
    /// <param name="seed">Which prices move, and where.</param>
    public static async Task<DrillResult> RunAsync(int rules, int tokens, int perSecond, TimeSpan span, int seed)
    {
        await using var stage = await RuleStage.OpenAsync();
        var random = new Random(seed);
        for (var (left, n) = (rules / 2, 0); left > 0; left -= RulesOfATenant / 2, n++)
        {
            var tenant = await stage.TenantAsync();
            var held = Enumerable.Range(n * RulesOfATenant / 2, Math.Min(left, RulesOfATenant / 2)).Select(number => number % tokens).Distinct().ToList();
            await stage.HoldAsync(tenant, held);
            await stage.BracketsAsync(tenant, held, stop: 0.3m, target: 0.7m);
        }

        using var lags = new Lags();
        await stage.StartAsync(hosts: 2);
        for (var token = 0; token < tokens; token++) stage.Move(token, 0.5m);
        void Move()
        {
            // Mostly somewhere between the legs; one in forty jumps through one of them, or from beyond one to beyond the other.
            var price = random.Next(40) != 0 ? random.Next(35, 66) : random.Next(2) == 0 ? random.Next(5, 30) : random.Next(71, 95);
            stage.Move(random.Next(tokens), price / 100m);
        }

        var busy = Environment.CpuUsage.TotalTime;
        await BlowAsync(perSecond, span / 2, Move);
        // In the middle of it one host goes, and another begins with nothing in memory.
        var replaced = stage.ReplaceAsync();
        await BlowAsync(perSecond, span / 2, Move);
        var (known, after) = await replaced;
        var processors = (Environment.CpuUsage.TotalTime - busy) / span;

        // In the end every price is beyond a leg, so that no rule may be left out.
        for (var token = 0; token < tokens; token++) stage.Move(token, token % 2 == 0 ? 0.2m : 0.8m);
        var watch = Stopwatch.StartNew();
        await Rig.UntilAsync(TimeSpan.FromMinutes(10), async () => await CountAsync(stage, "select count(distinct bracket_id) from trade_rule r where not exists (select from trade_rule f where f.bracket_id = r.bracket_id and f.status = 'triggered')") == 0);
        watch.Stop();
        var brackets = await CountAsync(stage, "select count(distinct bracket_id) from trade_rule");
        var twice = await CountAsync(stage, "select count(*) from (select from rule_event where kind = 'rule_triggered' group by rule_id having count(*) > 1) t")
            + await CountAsync(stage, "select count(*) from (select from rule_exit x join trade_rule r on r.id = x.rule_id group by r.bracket_id having count(*) > 1) t")
            + await CountAsync(stage, "select count(*) from (select from trade_order where side = 'sell' group by billing_account_id, token_id having sum(shares) > 20) t");
        return new(1, (int)brackets, (int)twice, (int)(brackets - await CountAsync(stage, "select count(*) from rule_exit")), 0, watch.Elapsed)
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"{2 * brackets} rules on {tokens} tokens, two hosts, one of them started anew in the middle ({known} rules read {after.TotalSeconds:0.0} s after its start); change to judged p50 {lags.At(0.5):0.0} ms, p99 {lags.At(0.99):0} ms while {brackets} of them fired; {processors:0.00} processors with the storm itself; the last had fired {watch.Elapsed.TotalSeconds:0} s after it"),
        };
    }

    /// <summary>F20: the time from a change to its rules' verdicts, alone and beside a tenant with very many rules whose orders keep it busy.</summary>
    public static async Task<DrillResult> NeighbourAsync(int rules, int perSecond, TimeSpan span, int seed)
    {
        await using var stage = await RuleStage.OpenAsync();
        const int Tokens = 50;
        for (var n = 0; n < 10; n++)
        {
            var tenant = await stage.TenantAsync();
            await stage.HoldAsync(tenant, Enumerable.Range(0, Tokens / 2));
            await stage.BracketsAsync(tenant, Enumerable.Range(0, Tokens / 2), stop: 0.1m, target: 0.9m);
        }

        await stage.StartAsync(hosts: 1);
        var random = new Random(seed);
        void Move() => stage.Move(random.Next(Tokens), random.Next(35, 66) / 100m);
        await BlowAsync(perSecond, TimeSpan.FromSeconds(3), Move);
        double alone, beside;
        using (var lags = new Lags())
        {
            await BlowAsync(perSecond, span, Move);
            alone = lags.At(0.99);
        }

        var neighbour = await stage.TenantAsync();
        var many = Enumerable.Range(1_000, rules / 2).ToList();
        await stage.HoldAsync(neighbour, many);
        await stage.BracketsAsync(neighbour, many, stop: 0.1m, target: 0.9m);
        stage.Tell(neighbour);
        foreach (var token in many) stage.Move(token, 0.5m);
        await BlowAsync(perSecond, TimeSpan.FromSeconds(5), Move);
        using (var lags = new Lags())
        {
            // Five times a second something happens to the neighbour's orders, and what it holds is read again.
            using var stop = new CancellationTokenSource();
            var busy = Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    stage.Tell(neighbour);
                    await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
                }
            });
            await BlowAsync(perSecond, span, Move);
            beside = lags.At(0.99);
            await stop.CancelAsync();
            await busy;
        }

        return new(2, 0, 0, 0, 0, TimeSpan.FromMilliseconds(beside))
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"change to judged p99: alone {alone:0.0} ms; beside a tenant with {rules} rules {beside:0.0} ms ({(beside / alone) - 1:+0 %;-0 %})"),
        };
    }

    /// <summary>Evenly over each second.</summary>
    private static async Task BlowAsync(int perSecond, TimeSpan span, Action move)
    {
        var (began, moved) = (TimeProvider.System.GetTimestamp(), 0L);
        while (TimeProvider.System.GetElapsedTime(began) is var gone && gone < span)
        {
            for (var due = (long)(gone.TotalSeconds * perSecond); moved < due; moved++) move();
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task<long> CountAsync(RuleStage stage, string sql) => (await stage.Database.QueryAsync<long>(sql)).Single();

    /// <summary>What the product itself says about how long changes waited, milliseconds.</summary>
    private sealed class Lags : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly List<double> _values = [];

        public Lags()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "copytrade_rule_evaluation_lag_ms") listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<double>((_, value, _, _) =>
            {
                lock (_values) _values.Add(value);
            });
            _listener.Start();
        }

        public double At(double part)
        {
            lock (_values) return _values.Count == 0 ? double.NaN : _values.Order().ElementAt(Math.Min(_values.Count - 1, (int)(part * _values.Count)));
        }

        public void Dispose() => _listener.Dispose();
    }
}
