using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Statistics as they are stored; readable on any connection that may read observations.</summary>
public static class StatisticRows
{
    private const string LatestSql = """
        select s.wallet, s.captured_at, s.window_days, s.sample_size, s.p50, s.p75, s.p90, s.p95, s.p99, s.is_complete
          from unnest(@wallets) as w (wallet)
          join lateral (select * from wallet_statistic o where o.wallet = w.wallet order by captured_at desc limit 1) s on true
        """;

    /// <summary>The newest of each wallet; those without are missing.</summary>
    public static async Task<IReadOnlyDictionary<WalletAddress, WalletStatistic>> LatestAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, IEnumerable<WalletAddress> wallets, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<Row>(new(LatestSql, new { wallets = wallets.Select(wallet => wallet.Value).Distinct().ToArray() }, transaction, cancellationToken: ct));
        return rows.ToDictionary(row => row.Wallet, row => row.ToStatistic());
    }

    internal static Task InsertAsync(NpgsqlConnection connection, WalletStatistic statistic, CancellationToken ct) => connection.ExecuteAsync(new(
        """
        insert into wallet_statistic (wallet, captured_at, window_days, sample_size, p50, p75, p90, p95, p99, is_complete)
        values (@Wallet, @CapturedAt, @WindowDays, @SampleSize, @P50, @P75, @P90, @P95, @P99, @IsComplete)
            on conflict do nothing
        """,
        new
        {
            statistic.Wallet,
            statistic.CapturedAt,
            statistic.WindowDays,
            statistic.SampleSize,
            P50 = statistic.Percentiles?.P50.Amount,
            P75 = statistic.Percentiles?.P75.Amount,
            P90 = statistic.Percentiles?.P90.Amount,
            P95 = statistic.Percentiles?.P95.Amount,
            P99 = statistic.Percentiles?.P99.Amount,
            statistic.IsComplete,
        }, cancellationToken: ct));

    private sealed class Row
    {
        public required WalletAddress Wallet { get; init; }

        public DateTimeOffset CapturedAt { get; init; }

        public int WindowDays { get; init; }

        public int SampleSize { get; init; }

        public decimal? P50 { get; init; }

        public decimal? P75 { get; init; }

        public decimal? P90 { get; init; }

        public decimal? P95 { get; init; }

        public decimal? P99 { get; init; }

        public bool IsComplete { get; init; }

        public WalletStatistic ToStatistic() => new(
            Wallet, CapturedAt, WindowDays, SampleSize,
            P50 is { } p50 ? new BetPercentiles(Usdc.RoundDown(p50), Usdc.RoundDown(P75 ?? p50), Usdc.RoundDown(P90 ?? p50), Usdc.RoundDown(P95 ?? p50), Usdc.RoundDown(P99 ?? p50)) : null,
            IsComplete);
    }
}
