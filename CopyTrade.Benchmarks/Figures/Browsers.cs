using System.Globalization;
using CopyTrade.Benchmarks.Hosting;
using Npgsql;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>Open pages: how long one takes to load beside the others, what each keeps of the server's memory, how often it is drawn in a storm of changes, what trading notices of it, and how long all need to come back at once (F22).</summary>
public static class Browsers
{
    private const int EventsPerSecond = 1_000;
    private const double MostDrawings = 4;
    private const int Loads = 40;
    private const int Trades = 60;
    private const int TradesMeanwhile = 20;
    private const int PauseMs = 200;
    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MostReturn = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestReturn = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);
    private static readonly string[] Paths = ["/", "/activity", "/positions", "/orders", "/targets", "/rules", "/performance", "/wallet", "/gap", "/leaders"];
    private static readonly string[] Kinds = ["orders", "positions", "targets", "rules", "wallet", "notifications", "alerts", "jobs"];

    public static async Task MeasureAsync(Report report, IReadOnlyList<int> sizes)
    {
        await using var rig = await Rig.PrepareAsync(hasOpenDatabase: true);
        await rig.StartAsync();
        await rig.WaitUntilReadyAsync();
        await rig.FollowAsync(Rig.Wallet(1), new { kind = "min_bet" });
        await rig.Venue.ServiceTimeAsync(50);
        await CopyLatency.TimesAsync(rig, 1, 30, isTold: true, PauseMs);   // rows to look at, and code that is compiled
        using var person = await SignedIn.EnterAsync(rig.Address, Rig.Email, Rig.Password);
        foreach (var page in await OpenAsync(person, Paths.Length * 2)) await page.DisposeAsync();
        var (alone, lost) = await CopyLatency.TimesAsync(rig, 1, Trades, isTold: true, PauseMs);
        report.AddLatency("browsers, none: trade to order p50 / p99", new Percentiles(alone), lost, null, null);
        var stormed = await InStormAsync(report, rig);
        foreach (var size in sizes) await RunAsync(report, rig, person, size, stormed);
    }

    private static async Task RunAsync(Report report, Rig rig, SignedIn person, int size, Percentiles stormed)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"browsers, {size:#,0}");
        await SettleAsync();
        var (before, opening) = (rig.App.ResidentBytes, TimeProvider.System.GetTimestamp());
        var pages = await OpenAsync(person, size);
        report.Note(string.Create(CultureInfo.InvariantCulture, $"{name}: opened in {TimeProvider.System.GetElapsedTime(opening).TotalSeconds:0} s, four at a time"));
        try
        {
            await SettleAsync();
            var each = (rig.App.ResidentBytes - before) / 1048576.0 / size;
            report.Add($"{name}: resident MB for each open page", string.Create(CultureInfo.InvariantCulture, $"{each:0.00} (process {rig.App.ResidentBytes / 1048576.0:0})"), null, null);
            var loads = new Percentiles(await LoadAsync(person));
            report.Add($"{name}: page load p50 / p95, to its first live drawing", string.Create(CultureInfo.InvariantCulture, $"{loads.At(.5):0} / {loads.At(.95):0} ms (n {loads.Count})"), null, null);
            await StormAsync(report, rig, name, pages, stormed);
            await SettleAsync();   // what the storm left to be drawn is drawn
            await ReturnAsync(report, rig, name, pages);
            report.Add($"{name}: pages that the server gave up", string.Create(CultureInfo.InvariantCulture, $"{pages.Count(page => page.Broken is not null)}"), "0", pages.All(page => page.Broken is null));
            foreach (var page in pages.Where(page => page.Broken is not null).DistinctBy(page => page.Path).Take(3)) report.Note($"  {page.Path}: {page.Broken}");
        }
        finally
        {
            foreach (var page in pages) await page.DisposeAsync();
        }
    }

    /// <summary>What the changes cost by themselves: what pages add is told from it.</summary>
    private static async Task<Percentiles> InStormAsync(Report report, Rig rig)
    {
        using var over = new CancellationTokenSource();
        var storm = AnnounceAsync(rig.Database, over.Token);
        var (times, lost) = await CopyLatency.TimesAsync(rig, 1, Trades, isTold: true, PauseMs);
        await over.CancelAsync();
        await storm;
        report.AddLatency("browsers, none, in the storm: trade to order p50 / p99", new Percentiles(times), lost, null, null);
        return new Percentiles(times);
    }

    private static async Task StormAsync(Report report, Rig rig, string name, IReadOnlyList<BrowserPage> pages, Percentiles stormed)
    {
        using var over = new CancellationTokenSource();
        var storm = AnnounceAsync(rig.Database, over.Token);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, CancellationToken.None);
        var (drawn, bytes, processor, began) = (pages.Select(page => page.Drawings).ToArray(), pages.Sum(page => page.Bytes), rig.App.ProcessorTime, TimeProvider.System.GetTimestamp());
        var (times, lost) = await CopyLatency.TimesAsync(rig, 1, Trades, isTold: true, PauseMs);
        if (Storm - TimeProvider.System.GetElapsedTime(began) is { Ticks: > 0 } rest) await Task.Delay(rest, TimeProvider.System, CancellationToken.None);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var rates = pages.Select((page, at) => (page.Path, Rate: (page.Drawings - drawn[at]) / seconds)).ToArray();
        var (kilobytes, busy) = ((pages.Sum(page => page.Bytes) - bytes) / 1024.0 / seconds / pages.Count, (rig.App.ProcessorTime - processor).TotalSeconds / seconds);
        await over.CancelAsync();
        var told = await storm / (seconds + 2);
        var with = new Percentiles(times);
        report.Add(
            string.Create(CultureInfo.InvariantCulture, $"{name}: drawings a second at {told:#,0} events a second, busiest page (mean)"),
            string.Create(CultureInfo.InvariantCulture, $"{rates.Max(page => page.Rate):0.0} {rates.MaxBy(page => page.Rate).Path} ({rates.Average(page => page.Rate):0.0}; {kilobytes:0.0} KB/s, {busy:0.00} processors)"),
            string.Create(CultureInfo.InvariantCulture, $"<= {MostDrawings:0}"), rates.All(page => page.Rate <= MostDrawings));
        report.AddLatency($"{name}: trade to order p50 / p99 meanwhile", with, lost, null, null);
        report.Note(string.Create(CultureInfo.InvariantCulture, $"  without pages, in the same storm, {stormed.At(.5):0} / {stormed.At(.99):0} ms"));
    }

    // All lines break at once, as when a network comes back, and meanwhile something happens: until the last page has its circuit again, and until the last one shows what happened.
    private static async Task ReturnAsync(Report report, Rig rig, string name, IReadOnlyList<BrowserPage> pages)
    {
        await Task.WhenAll(pages.Select(page => page.BreakAsync()));
        await TellOnceAsync(rig.Database);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None);
        var drawn = pages.Select(page => page.Drawings).ToArray();
        var began = TimeProvider.System.GetTimestamp();
        var trading = CopyLatency.TimesAsync(rig, 1, TradesMeanwhile, isTold: true, PauseMs);
        var back = await Task.WhenAll(pages.Select(page => page.ReturnAsync()));
        var took = TimeProvider.System.GetElapsedTime(began);
        var stale = pages.Count;
        while ((stale = pages.Where((page, at) => page.Drawings == drawn[at]).Count()) > 0 && TimeProvider.System.GetElapsedTime(began) < LongestReturn) await Task.Delay(Beat, TimeProvider.System, CancellationToken.None);
        var shown = TimeProvider.System.GetElapsedTime(began);
        report.Add($"{name}: all come back at once", string.Create(CultureInfo.InvariantCulture, $"{back.Count(isBack => isBack)} of {back.Length} in {took.TotalSeconds:0.00} s"), "all in 5 s", back.All(isBack => isBack) && took <= MostReturn);
        report.Add($"{name}: all show what happened meanwhile", string.Create(CultureInfo.InvariantCulture, $"{pages.Count - stale} of {pages.Count} in {shown.TotalSeconds:0.00} s (process {rig.App.ResidentBytes / 1048576.0:0} MB)"), "all in 5 s", stale == 0 && shown <= MostReturn);
        var (times, lost) = await trading;
        report.AddLatency($"{name}: trade to order p50 / p99 while they come back", new Percentiles(times), lost, null, null);
    }

    private static async Task<IReadOnlyList<BrowserPage>> OpenAsync(SignedIn person, int count)
    {
        var pages = new BrowserPage[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (at, _) => pages[at] = await BrowserPage.OpenAsync(person, Paths[at % Paths.Length]));
        return pages;
    }

    private static async Task<IReadOnlyList<double>> LoadAsync(SignedIn person)
    {
        var times = new List<double>();
        for (var at = 0; at < Loads; at++)
        {
            await using var page = await BrowserPage.OpenAsync(person, Paths[at % Paths.Length]);
            times.Add(page.Load.TotalMilliseconds);
        }

        return times;
    }

    /// <summary>Changes of the one account, of all kinds in turn, each committed by itself; how many there were.</summary>
    private static async Task<long> AnnounceAsync(string database, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(CancellationToken.None);
        await using var ask = new NpgsqlCommand("select id from billing_account limit 1", connection);
        var tenant = (Guid)(await ask.ExecuteScalarAsync(CancellationToken.None))!;
        await using var tell = new NpgsqlCommand("select pg_notify('copytrade', $1)", connection);
        var payload = new NpgsqlParameter<string> { TypedValue = "" };
        tell.Parameters.Add(payload);
        await tell.PrepareAsync(CancellationToken.None);
        var (began, told) = (TimeProvider.System.GetTimestamp(), 0L);
        while (!ct.IsCancellationRequested)
        {
            for (var due = (long)(TimeProvider.System.GetElapsedTime(began).TotalSeconds * EventsPerSecond); told < due; told++)
            {
                payload.TypedValue = $"{Kinds[told % Kinds.Length]}:{tenant}";
                await tell.ExecuteNonQueryAsync(CancellationToken.None);
            }

            await Task.Delay(Beat, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return told;
    }

    private static async Task TellOnceAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(CancellationToken.None);
        await using var tell = new NpgsqlCommand("select pg_notify('copytrade', kind || ':' || (select id from billing_account limit 1)) from unnest($1) kind", connection) { Parameters = { new() { Value = Kinds } } };
        await tell.ExecuteNonQueryAsync(CancellationToken.None);
    }

    // Until what was opened or closed has been taken in.
    private static Task SettleAsync() => Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, CancellationToken.None);
}
