using System.Text.Json;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Observation;

internal sealed class CoverageQuery(Databases databases) : ICoverageQuery
{
    private const int MostListed = 100;

    public async Task<WalletCoverage> ReadAsync(WalletAddress wallet, DateTimeOffset since, CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        var checks = (await connection.QueryAsync<CheckRow>(new(
            "select from_at, to_at, shown, seen, in_time, is_complete, missed::text as missed from coverage_check where wallet = @wallet and to_at > @since order by from_at desc",
            new { wallet, since = since.UtcDateTime }, cancellationToken: ct))).ToList();
        var gaps = await connection.QueryAsync<GapRow>(new(
            """
            select wallet, from_at, to_at, cause, state, opened_at, ended_at, tries, found, reason from watch_gap
             where wallet = @wallet and (to_at > @since or state = 'open') order by from_at desc limit @MostListed
            """, new { wallet, since = since.UtcDateTime, MostListed }, cancellationToken: ct));
        return new WalletCoverage(
            wallet,
            checks.Count == 0 ? null : checks[^1].FromAt,
            checks.Count == 0 ? null : checks[0].ToAt,
            checks.Sum(check => check.Shown),
            checks.Sum(check => check.Seen),
            checks.Sum(check => check.InTime),
            checks.TrueForAll(check => check.IsComplete),
            [.. checks.SelectMany(check => JsonSerializer.Deserialize<List<MissedRow>>(check.Missed) ?? []).Take(MostListed).Select(row => new MissedFill(FillId.Parse(row.Id), row.At, row.Seen))],
            [.. gaps.Select(gap => gap.ToGap())]);
    }

    private sealed class CheckRow
    {
        public DateTimeOffset FromAt { get; init; }

        public DateTimeOffset ToAt { get; init; }

        public int Shown { get; init; }

        public int Seen { get; init; }

        public int InTime { get; init; }

        public bool IsComplete { get; init; }

        public required string Missed { get; init; }
    }

    private sealed class GapRow
    {
        public required WalletAddress Wallet { get; init; }

        public DateTimeOffset FromAt { get; init; }

        public DateTimeOffset ToAt { get; init; }

        public required string Cause { get; init; }

        public required string State { get; init; }

        public DateTimeOffset OpenedAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public int Tries { get; init; }

        public int? Found { get; init; }

        public string? Reason { get; init; }

        public WatchGap ToGap() => new(Wallet, FromAt, ToAt, EnumText.Parse<GapCause>(Cause), EnumText.Parse<GapState>(State), OpenedAt, EndedAt, Tries, Found, Reason);
    }
}
