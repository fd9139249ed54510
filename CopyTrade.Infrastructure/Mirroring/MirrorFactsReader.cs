using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Positions;
using Dapper;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Reads what the planner has to know for a whole batch, set-based, under row security, in one round trip however many rules there are.</summary>
internal static class MirrorFactsReader
{
    private static readonly TimeSpan JustSent = TimeSpan.FromSeconds(30);

    public static async Task<MirrorFacts> ReadAsync(TenantScope scope, FactNeeds needs, DateTimeOffset now, CancellationToken ct)
    {
        var facts = new MirrorFacts(needs);
        var (sql, readers) = Questions(facts, needs);
        using var answers = await scope.Connection.QueryMultipleAsync(new(sql, Parameters(needs, now), scope.Transaction, cancellationToken: ct));
        foreach (var read in readers) await read(answers);
        return facts;
    }

    /// <summary>What each book of a tenant has at stake: the cost of what is held and of buys that may still match.</summary>
    public static async Task<IReadOnlyDictionary<string, Usdc>> ExposureAsync(TenantScope scope, TenantId tenant, string[] books, DateTimeOffset now) =>
        (await scope.QueryAsync<(Guid Tenant, string Book, string Condition, string Token, decimal Amount)>(
            FactsSql.Intent, new { Books = books, Tokens = Array.Empty<string>(), Capped = Array.Empty<Guid>(), since = (now - MeansSql.LongestReport).UtcDateTime }))
            .Where(row => row.Tenant == tenant.Value)
            .GroupBy(row => row.Book)
            .ToDictionary(same => same.Key, same => Usdc.RoundUp(same.Sum(row => row.Amount)));

    private static object Parameters(FactNeeds needs, DateTimeOffset now) => new
    {
        needs.Fills, needs.Books, needs.Conditions, needs.Tokens, needs.Measured, needs.Capped, needs.Stopping, needs.Paced, needs.Gaps, needs.Summed,
        since = (now - MeansSql.LongestReport).UtcDateTime,
        sent = (now - JustSent).UtcDateTime,
        midnight = DateTime.SpecifyKind(now.UtcDateTime.Date, DateTimeKind.Utc),
        hourAgo = now.AddHours(-1).UtcDateTime,
        dayAgo = now.AddDays(-1).UtcDateTime,
    };

    // Every statement and how its rows are taken in, in the same order.
    private static (string Sql, IReadOnlyList<Func<SqlMapper.GridReader, Task>> Readers) Questions(MirrorFacts facts, FactNeeds needs)
    {
        var (sql, readers) = (new List<string>(), new List<Func<SqlMapper.GridReader, Task>>());
        void Ask<T>(bool isNeeded, string statement, Action<T> take)
        {
            if (!isNeeded) return;
            sql.Add(statement);
            readers.Add(async answers =>
            {
                foreach (var row in await answers.ReadAsync<T>()) take(row);
            });
        }

        Ask<(Guid Tenant, Guid TargetKey, string FillId)>(true, FactsSql.Decided, row => facts.AddDecided(new TenantId(row.Tenant), new TargetKey(row.TargetKey), row.FillId));
        Ask<(Guid Tenant, string Book, string Token, decimal Amount, decimal Selling)>(true, FactsSql.Held, row => facts.AddHeld(new TenantId(row.Tenant), row.Book, row.Token, row.Amount, row.Selling));
        Ask<(Guid Tenant, string Book, string Token, decimal Amount)>(needs.HasSells, FactsSql.Incoming, row => facts.AddIncoming(new TenantId(row.Tenant), row.Book, row.Token, row.Amount));
        Ask<(Guid Tenant, string Book, string Condition, string Token, decimal Amount)>(true, FactsSql.Intent, row => facts.Exposure.Add(new TenantId(row.Tenant), row.Book, row.Condition, row.Token, row.Amount));
        Ask<(Guid Tenant, string Book, string Condition, int Orders)>(true, FactsSql.Resting, row => facts.AddResting(new TenantId(row.Tenant), row.Book, row.Condition, row.Orders));
        Ask<RestingRow>(true, FactsSql.RestingBuys, row => facts.SetRestingBuy(row.Tenant, row.Book, row.Condition, row.ToOrder()));
        Ask<(Guid Tenant, decimal Amount)>(true, FactsSql.Free, row => facts.SetFree(new TenantId(row.Tenant), row.Amount));
        Ask<(string FillId, string Before)>(true, FactsSql.Before, row => facts.Targets.AddBefore(row.FillId, row.Before));
        Ask<StatisticRow>(needs.Measured.Length > 0, FactsSql.Statistics, row => facts.Targets.AddStatistic(row.Wallet, row.ToStatistic()));
        Ask<(Guid Tenant, decimal Amount)>(needs.Stopping.Length > 0, FactsSql.Realized, row => facts.Exposure.SetRealized(new TenantId(row.Tenant), row.Amount));
        Ask<(Guid Tenant, string Book, string Condition, int Entries, DateTime LastAt)>(
            needs.Paced.Length > 0, FactsSql.Pace, row => facts.Exposure.AddEntries(new TenantId(row.Tenant), row.Book, row.Condition, row.Entries, Timestamps.Utc(row.LastAt)));
        Ask<(Guid Tenant, Guid TargetKey, string Condition, string Costs)>(
            needs.Gaps.Length > 0, FactsSql.Baselines, row => facts.Targets.AddBaseline(new TenantId(row.Tenant), new TargetKey(row.TargetKey), row.Condition, row.Costs));
        Ask<WaitingRow>(needs.Summed.Length > 0, FactsSql.Waiting, facts.Groups.Add);
        return (string.Join('\n', sql), readers);
    }
}
