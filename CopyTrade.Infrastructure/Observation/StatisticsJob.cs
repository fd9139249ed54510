using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Makes statistics of followed wallets from their own history (R0.21). Each wallet is stored by itself: a run that is cut short goes on where it stopped.</summary>
internal sealed partial class StatisticsJob(
    Databases databases, FollowedWallets followed, HistoryReader history, IOptions<ObservationOptions> options, TimeProvider clock, ILogger<StatisticsJob> logger)
{
    private const string DueSql = """
        select w.wallet from unnest(@wallets) as w (wallet)
          left join lateral (select captured_at from wallet_statistic s where s.wallet = w.wallet order by captured_at desc limit 1) s on true
         where s.captured_at is null or (@withOld and s.captured_at < @old)
         order by s.captured_at nulls first, w.wallet
        """;

    /// <summary>Every followed wallet whose statistics are missing or old.</summary>
    public async Task<JobReport> RunAsync(CancellationToken ct)
    {
        return await OfAsync([.. await followed.ReadAsync(ct)], withOld: true, int.MaxValue, ct);
    }

    /// <summary>Some of the wallets that were never looked at: shortly after somebody began to follow them.</summary>
    internal Task<JobReport> FirstLookAsync(IReadOnlyCollection<WalletAddress> wallets, int most, CancellationToken ct) => OfAsync(wallets, withOld: false, most, ct);

    private async Task<JobReport> OfAsync(IReadOnlyCollection<WalletAddress> wallets, bool withOld, int most, CancellationToken ct)
    {
        if (wallets.Count == 0) return JobReport.Nothing;
        var due = (await DueAsync(wallets, withOld, ct)).Take(most).ToList();
        var done = 0;
        foreach (var wallet in due)
        {
            try
            {
                await CaptureAsync(wallet, ct);
                done++;
            }
            catch (VenueUnavailableException e)
            {
                Log.NotRead(logger, wallet.Value, e.Message);
            }
        }

        return new JobReport(due.Count, done);
    }

    private async Task CaptureAsync(WalletAddress wallet, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var read = await history.ReadAsync(wallet, now.AddDays(-options.Value.StatisticsDays), now, ct);
        var samples = BetPercentiles.SamplesOf(read.Fills);
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await StatisticRows.InsertAsync(connection, new WalletStatistic(wallet, now, options.Value.StatisticsDays, samples.Count, BetPercentiles.Of(samples), read.IsComplete), ct);
    }

    private async Task<IEnumerable<WalletAddress>> DueAsync(IReadOnlyCollection<WalletAddress> wallets, bool withOld, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        return await connection.QueryAsync<WalletAddress>(new(
            DueSql, new { wallets = wallets.Select(wallet => wallet.Value).ToArray(), withOld, old = clock.GetUtcNow() - TimeSpan.FromSeconds(options.Value.StatisticsSeconds) }, cancellationToken: ct));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4041, Level = LogLevel.Warning, Message = "The history of {Wallet} was not to be had ({Problem}): its statistics stay as they are.")]
        public static partial void NotRead(ILogger logger, string wallet, string problem);
    }
}
