using System.Globalization;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Persistence.Embedded;
using CopyTrade.Infrastructure.Research.Leaders;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Simulator;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>
/// Reads and ranks wallets of a demo venue from nothing. The venue's rate limits decide how long that takes, so it is measured twice: unpaced with limits off, which is what our own work costs,
/// and with the pace and the limits of every day on the first of them, which shows that the pace is what is waited for and that nothing is refused.
/// </summary>
public static class Ranking
{
    private const int Asked = 1_000;
    private const int MostPaced = 30;
    private const int PastDays = 60;

    public static async Task MeasureAsync(Report report, int wallets)
    {
        var free = await RunAsync(wallets, new() { RequestsPerSecond = 100_000, BoardPages = 20, RunMinutes = 240 }, isLimited: false);
        var paced = await RunAsync(Math.Min(wallets, MostPaced), new() { BoardPages = 20, RunMinutes = 240 }, isLimited: true);
        var pace = new LeaderOptions().RequestsPerSecond;
        var each = (double)free.Requests / free.Wallets;
        report.Add($"ranking: wallets read and ranked, measured at {free.Wallets:N0}", $"{free.Ranked:N0}", null, null);
        report.Add("ranking: requests for a wallet, first read", Number(each), null, null);
        report.Add("ranking: reading without pace or limits", $"{Number(free.ReadSeconds)} s, {Number(1_000 * free.ReadSeconds / free.Wallets)} ms a wallet", null, null);
        report.Add("ranking: profiles and ranks", $"{Number(free.RankSeconds)} s, {Number(1_000 * free.RankSeconds / free.Wallets)} ms a wallet", null, null);
        report.Add($"ranking: at {pace} requests a second, measured at {paced.Wallets:N0}", $"{Number(paced.Requests / paced.ReadSeconds)} requests/s, {paced.Failed} wallets refused", $"{pace}/s, 0", paced.Failed == 0 && paced.Requests / paced.ReadSeconds <= pace * 1.1);
        // The pace is what is waited for as long as our own work is shorter than the turns.
        var minutes = Math.Max(each * Asked / pace, free.ReadSeconds / free.Wallets * Asked) / 60;
        report.Add($"ranking: {Asked:N0} wallets within the limits{(free.Wallets == Asked ? "" : $", reckoned from {free.Wallets:N0}")}", $"{each * Asked:N0} requests, {Number(minutes)} minutes", null, null);
        report.Add($"ranking: {Asked:N0} wallets with latency and limits of zero{(free.Wallets == Asked ? "" : $", reckoned from {free.Wallets:N0}")}", $"{Number((free.ReadSeconds + free.RankSeconds) / free.Wallets * Asked / 60)} minutes", null, null);
        report.Note($"ranking: made-up wallets have {PastDays} days of past. A real wallet that fills every page asks up to {Most(new())} requests and its markets (two for each 25).");
    }

    private static int Most(LeaderOptions options) => 1 + options.TradePages + options.ClosedPages + 1 + 3 + options.EchoEntries;

    private static async Task<Measured> RunAsync(int wallets, LeaderOptions chosen, bool isLimited)
    {
        var directory = Directory.CreateTempSubdirectory("copytrade-ranking-").FullName;
        // The cast of the demo comes with every world: the crowd makes up the rest.
        await using var venue = await SimulatorHost.StartAsync(new() { Leaders = false, PastDays = PastDays, Crowd = wallets, EnforceRateLimits = isLimited }, TimeProvider.System, null, CancellationToken.None);
        await using var server = await EmbeddedPostgres.StartAsync(new() { RootDirectory = ClusterFolder.For(directory), MaxConnections = 60 });
        try
        {
            await using var databases = await Databases.OpenAsync(server.ConnectionString, CancellationToken.None);
            await using var services = Services(venue, isLimited);
            var (record, options, clock) = (services.GetRequiredService<Domain.Research.Leaders.ILeaderRecord>(), Options.Create(chosen), TimeProvider.System);
            var (pace, store) = (new LeaderPace(options, clock), new LeaderStore(databases));
            var candidates = new LeaderCandidates(databases, record, pace, options, clock);
            await candidates.FindAsync(CancellationToken.None);
            var board = pace.Taken;
            await using var connection = await databases.Watcher.OpenConnectionAsync(CancellationToken.None);
            await connection.ExecuteAsync("delete from leader_candidate where wallet not in (select wallet from leader_candidate order by wallet limit @wallets)", new { wallets });
            var job = new LeaderHistoriesJob(
                candidates, store, new(services.GetRequiredService<ITradeRecord>(), record, services.GetRequiredService<IOrderBooks>(), store, pace, options, clock), options, clock, NullLogger<LeaderHistoriesJob>.Instance);
            var start = clock.GetTimestamp();
            var read = await job.RunAsync(CancellationToken.None);
            var readSeconds = clock.GetElapsedTime(start).TotalSeconds;
            start = clock.GetTimestamp();
            var ranked = await new LeaderRankingJob(databases, clock).RunAsync(CancellationToken.None);
            return new(read.Changed, read.Seen - read.Changed, pace.Taken - board, readSeconds, ranked.Changed, clock.GetElapsedTime(start).TotalSeconds);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static ServiceProvider Services(SimulatorHost venue, bool isLimited)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Polymarket:ClobUrl"] = venue.ClobUrl.ToString(), ["Polymarket:DataApiUrl"] = venue.DataApiUrl.ToString(), ["Polymarket:GammaUrl"] = venue.GammaUrl.ToString(),
            ["Polymarket:MarketStreamUrl"] = venue.MarketStreamUrl.ToString(), ["Polymarket:UserStreamUrl"] = venue.UserStreamUrl.ToString(), ["Polymarket:ActivityStreamUrl"] = venue.ActivityStreamUrl.ToString(),
        };
        return new ServiceCollection().AddLogging().AddSingleton(isLimited ? TimeProvider.System : new HastyClock()).AddVenue(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
    }

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Time passes a thousand times as fast for the client's own budgets of requests, which would otherwise be what is measured; timers and dates stay as they are.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private readonly long _start = System.GetTimestamp();

        public override long GetTimestamp() => (System.GetTimestamp() - _start) * 1_000;
    }

    private sealed record Measured(int Wallets, int Failed, long Requests, double ReadSeconds, int Ranked, double RankSeconds);
}
