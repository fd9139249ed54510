using System.Text.Json;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>
/// Reads a period of each followed wallet again when the record has settled, and counts what had been seen in time. What was
/// missed altogether is stored now. Each wallet and period is stored by itself, so a run that is cut short goes on.
/// </summary>
internal sealed partial class CoverageJob(
    Databases databases, FollowedWallets followed, HistoryReader history, FillStore store, GapLog gaps, IOptions<ObservationOptions> options, TimeProvider clock, ILogger<CoverageJob> logger)
{
    public const string Source = "coverage-check";
    private const int MostMissed = 100;

    // From where the last check ended, or from the first look at the wallet.
    private const string DueSql = """
        select s.wallet, greatest((select max(c.to_at) from coverage_check c where c.wallet = s.wallet), s.watched_at) as from_at
          from wallet_snapshot s where s.wallet = any (@wallets) order by 2, 1
        """;

    private const string SeenSql = """
        select transaction_hash, token_id, side, filled_at, legs::text as legs, observed_at from observed_fill
         where wallet = @wallet and filled_at between @from and @to
        """;

    /// <summary>Checks every period that is over and settled. Answers the periods checked and the fills that only the check found.</summary>
    public async Task<JobReport> RunAsync(CancellationToken ct)
    {
        var (periods, found) = (0, 0);
        foreach (var (wallet, from, to) in await DueAsync([.. await followed.ReadAsync(ct)], ct))
        {
            try
            {
                found += await CheckAsync(wallet, from, to, ct);
                periods++;
            }
            catch (VenueUnavailableException e)
            {
                Log.NotRead(logger, wallet.Value, e.Message);
            }
        }

        return new JobReport(periods, found);
    }

    private async Task<List<(WalletAddress Wallet, DateTimeOffset From, DateTimeOffset To)>> DueAsync(IReadOnlyCollection<WalletAddress> wallets, CancellationToken ct)
    {
        if (wallets.Count == 0) return [];
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Wallet, DateTime From)>(new(DueSql, new { wallets = wallets.Select(wallet => wallet.Value).ToArray() }, cancellationToken: ct));
        var settled = clock.GetUtcNow() - TimeSpan.FromSeconds(options.Value.CoverageSettleSeconds);
        var due = new List<(WalletAddress, DateTimeOffset, DateTimeOffset)>();
        foreach (var row in rows)
        {
            var from = Timestamps.Utc(row.From);
            // One period at a time while we keep up; all that waited at once after a long pause.
            if (settled - from >= TimeSpan.FromSeconds(options.Value.CoveragePeriodSeconds)) due.Add((WalletAddress.Parse(row.Wallet), from, settled));
        }

        return due;
    }

    private async Task<int> CheckAsync(WalletAddress wallet, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        // Whole seconds, the end left to the next check.
        var last = DateTimeOffset.FromUnixTimeSeconds(to.ToUnixTimeSeconds()).AddSeconds(-1);
        var read = await history.ReadAsync(wallet, from, last, ct);
        var shown = read.Fills.Where(fill => fill.FilledAt >= from).ToList();
        var seen = await SeenAsync(wallet, from - TradeKey.Tolerance, last + TradeKey.Tolerance, ct);
        var judged = shown.Select(fill => (Fill: fill, SeenAt: SeenAt(fill, seen))).ToList();
        var lost = judged.Where(entry => entry.SeenAt is null).Select(entry => entry.Fill).ToList();
        var found = lost.Count == 0 ? 0 : await store.StoreAsync(lost, Source, ct);
        if (lost.Count > 0) await gaps.FoundAsync(wallet, lost.Min(fill => fill.FilledAt), lost.Max(fill => fill.FilledAt).AddSeconds(1), lost.Count, ct);

        var inTime = TimeSpan.FromSeconds(options.Value.InTimeSeconds);
        var missed = judged.Where(entry => entry.SeenAt is not { } at || at - entry.Fill.FilledAt > inTime).OrderByDescending(entry => entry.Fill.UnixSeconds).ToList();
        await SaveAsync(new(wallet, from, last.AddSeconds(1), judged.Count, judged.Count - lost.Count, judged.Count - missed.Count, read.IsComplete), [.. missed.Take(MostMissed)], ct);
        if (missed.Count > 0) Log.Missed(logger, missed.Count, judged.Count, wallet.Value);
        return found;
    }

    // A fill counts when all its legs are stored; it was seen when the last of them was.
    private static DateTimeOffset? SeenAt(FillSighting fill, ILookup<TradeKey, SeenRow> seen)
    {
        var rows = seen[TradeKey.Of(fill)].Where(row => TradeKey.IsSameTime(row.FilledAt, fill.FilledAt)).ToList();
        var known = rows.Aggregate(FillLegs.None, (all, row) => all.Plus(LegRow.Read(row.Legs)));
        return rows.Count > 0 && fill.Legs.Beyond(known).Items.IsEmpty ? rows.Max(row => row.ObservedAt) : null;
    }

    private async Task<ILookup<TradeKey, SeenRow>> SeenAsync(WalletAddress wallet, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<SeenRow>(new(SeenSql, new { wallet, from = from.UtcDateTime, to = to.UtcDateTime }, cancellationToken: ct));
        return rows.ToLookup(row => new TradeKey(row.TransactionHash, row.TokenId, EnumText.Parse<OrderSide>(row.Side)));
    }

    private async Task SaveAsync(Result result, List<(FillSighting Fill, DateTimeOffset? SeenAt)> missed, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(
            """
            insert into coverage_check (wallet, from_at, to_at, checked_at, shown, seen, in_time, is_complete, missed)
            values (@Wallet, @From, @To, @now, @Shown, @Seen, @InTime, @IsComplete, @missed::jsonb)
                on conflict (wallet, from_at) do nothing
            """,
            new
            {
                result.Wallet,
                From = result.From.UtcDateTime,
                To = result.To.UtcDateTime,
                result.Shown,
                result.Seen,
                result.InTime,
                result.IsComplete,
                now = clock.GetUtcNow(),
                missed = JsonSerializer.Serialize(missed.Select(entry => new MissedRow(entry.Fill.BaseId.Value, entry.Fill.FilledAt, entry.SeenAt))),
            }, cancellationToken: ct));
    }

    private sealed record Result(WalletAddress Wallet, DateTimeOffset From, DateTimeOffset To, int Shown, int Seen, int InTime, bool IsComplete);

    private sealed class SeenRow
    {
        public required TransactionHash TransactionHash { get; init; }

        public required TokenId TokenId { get; init; }

        public required string Side { get; init; }

        public DateTimeOffset FilledAt { get; init; }

        public required string Legs { get; init; }

        public DateTimeOffset ObservedAt { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4051, Level = LogLevel.Warning, Message = "The record of {Wallet} was not to be had ({Problem}): its coverage is checked later.")]
        public static partial void NotRead(ILogger logger, string wallet, string problem);

        [LoggerMessage(EventId = 4052, EventName = "poly.wallet_watch.missed", Level = LogLevel.Warning, Message = "{Missed} of {Shown} fills of {Wallet} were not seen in time.")]
        public static partial void Missed(ILogger logger, int missed, int shown, string wallet);
    }
}
