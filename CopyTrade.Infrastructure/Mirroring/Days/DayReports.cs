using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring.Days;

/// <summary>Counts by the words of the activity page and costs by the copy gap: no figure of its own that could differ from theirs.</summary>
internal sealed class DayReports(TenantScopes scopes, ICopyGapQuery gaps) : IDayReports
{
    private const string OutcomesSql = $"""
        select {StorySql.Result} as Result, {StorySql.Reason} as Reason, count(*)::int as Trades, sum(f.shares * f.price) as Theirs, coalesce(sum(m.dollars), 0) as Ours
          from copy_decision d join observed_fill f on f.fill_id = d.fill_id
        {StorySql.Joins}
         where d.billing_account_id = @Tenant and d.decided_at >= @from and d.decided_at < @to
         group by 1, 2
        """;

    private const string FactsSql = """
        select (select min(created_at) from copy_target where billing_account_id = @Tenant and disabled_at is null) as Since,
               (select min(decided_at) from copy_decision where billing_account_id = @Tenant) as First,
               coalesce((select sum(fee) from order_fill where billing_account_id = @Tenant and settlement <> 'failed' and matched_at >= @from and matched_at < @to), 0) as Fees
        """;

    public async Task<DayReport> ReadAsync(TenantRef tenant, DateOnly day, CancellationToken ct)
    {
        var from = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        var key = new { tenant.Tenant, from, to = from.AddDays(1) };
        IReadOnlyList<OutcomeRow> rows;
        FactRow facts;
        await using (var scope = await scopes.OpenAsync(tenant, ct))
        {
            rows = await scope.QueryAsync<OutcomeRow>(OutcomesSql, key);
            facts = await scope.QuerySingleAsync<FactRow>(FactsSql, key);
        }

        var outcomes = rows.GroupBy(row => (Group: ActivityGroups.Of(EnumText.Parse<ActivityResult>(row.Result)), row.Reason))
            .Select(same => new DayOutcome(same.Key.Group, same.Key.Reason, same.Sum(row => row.Trades), Usdc.RoundUp(same.Sum(row => row.Theirs)), Usdc.RoundUp(same.Sum(row => row.Ours))))
            .OrderByDescending(one => one.Trades).ThenBy(one => one.Reason, StringComparer.Ordinal);
        return new(
            day, [.. outcomes], await gaps.ReadAsync(tenant, null, new CopyPeriod(key.from, key.to), ct), Usdc.RoundUp(facts.Fees), facts.Since,
            facts.First is { } first ? DateOnly.FromDateTime(first.UtcDateTime) : null);
    }

    private sealed class OutcomeRow
    {
        public required string Result { get; init; }

        public required string Reason { get; init; }

        public int Trades { get; init; }

        public decimal Theirs { get; init; }

        public decimal Ours { get; init; }
    }

    private sealed class FactRow
    {
        public DateTimeOffset? Since { get; init; }

        public DateTimeOffset? First { get; init; }

        public decimal Fees { get; init; }
    }
}
