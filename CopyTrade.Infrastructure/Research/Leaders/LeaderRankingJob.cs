using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>Reckons the profiles of wallets that were read since, and then ranks them all among each other (R0.57). Asks the venue nothing; pages hear of it by the end of the job.</summary>
internal sealed class LeaderRankingJob(Databases databases, TimeProvider clock)
{
    private const string DueSql = """
        select c.wallet from leader_candidate c left join leader_profile p on p.wallet = c.wallet
         where c.read_at is not null and (p.wallet is null or p.computed_at < c.read_at) order by c.wallet
        """;

    // The index: each market that candidates closed on a day counts once, with the mean return of their positions in it, cut as in the calculator.
    private const string IndexSql = """
        select day, avg(mean)::float8 as Mean, count(*)::int as N from (
          select (closed_at at time zone 'utc')::date - date '0001-01-01' as day, condition_id, avg(least(5, pnl / (bought * average_price))) as mean from leader_closing
           where bought * average_price > 0 and closed_at > @since group by 1, 2) markets
         group by day order by day
        """;

    private const int IndexDays = 90;

    public async Task<JobReport> RunAsync(CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        var due = (await connection.QueryAsync<WalletAddress>(new(DueSql, cancellationToken: ct))).ToList();
        foreach (var wallet in due)
        {
            if (await LeaderRows.HistoryAsync(connection, wallet, ct) is not { } history) continue;
            await connection.ExecuteAsync(new(
                "insert into leader_profile (wallet, computed_at, profile) values (@wallet, @now, @profile::jsonb) on conflict (wallet) do update set computed_at = excluded.computed_at, profile = excluded.profile",
                new { wallet, now = clock.GetUtcNow(), profile = DomainJson.Write(LeaderCalculator.Of(history with { Company = await LeaderCompany.ReadAsync(connection, wallet, history.AsOf, ct) })) }, cancellationToken: ct));
        }

        var isNew = await connection.QuerySingleAsync<bool>(new("select exists (select 1 from leader_profile where ranked_at is null or ranked_at < computed_at)", cancellationToken: ct));
        return isNew ? new(due.Count, await RankAsync(connection, ct)) : JobReport.Nothing;
    }

    private async Task<int> RankAsync(Npgsql.NpgsqlConnection connection, CancellationToken ct)
    {
        var profiles = (await connection.QueryAsync<string>(new("select profile::text from leader_profile", cancellationToken: ct))).Select(DomainJson.Read<LeaderProfile>).ToList();
        var index = (await connection.QueryAsync<(int Day, double Mean, int N)>(new(IndexSql, new { since = clock.GetUtcNow().AddDays(-IndexDays) }, cancellationToken: ct))).Select(row => new ReturnDay(DateOnly.FromDayNumber(row.Day), row.Mean, row.N)).ToList();
        var standings = LeaderRanker.Rank(profiles, index);
        var lines = profiles.Select(profile => LeaderRow.Of(profile, standings[profile.Wallet.Value])).ToList();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new(
            "update leader_profile p set line = l.line::jsonb, ranked_at = @now from unnest(@wallets, @lines) as l (wallet, line) where p.wallet = l.wallet",
            new { now = clock.GetUtcNow(), wallets = lines.Select(line => line.Wallet.Value).ToArray(), lines = lines.Select(DomainJson.Write).ToArray() }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return lines.Count;
    }
}
