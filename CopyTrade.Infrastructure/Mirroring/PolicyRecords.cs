using CopyTrade.Domain.Mirroring;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>What decisions leave behind for later ones: baselines of gap policies, and small fills that wait. Written with the decisions, in the same transaction.</summary>
internal static class PolicyRecords
{
    private const string BaselineSql = """
        insert into copy_baseline (billing_account_id, target_key, condition_id, costs, taken_at)
        select b.tenant, b.target_key, b.condition_id, b.costs::jsonb, @now from unnest(@tenants, @targetKeys, @conditions, @costs) as b (tenant, target_key, condition_id, costs)
            on conflict (billing_account_id, target_key, condition_id) do nothing
        """;

    private const string WaitSql = """
        insert into accumulation (billing_account_id, target_key, fill_id, group_id, token_id, side, shares, price, filled_at)
        select * from unnest(@tenants, @targetKeys, @fills, @groups, @tokens, @sides, @shares, @prices, @filledAts)
            on conflict (billing_account_id, target_key, fill_id) do nothing
        """;

    private const string PlacedSql = """
        update accumulation a set ended_at = @now, ended_by = 'placed' from unnest(@tenants, @targetKeys, @fills) as m (tenant, target_key, fill_id)
         where a.billing_account_id = m.tenant and a.target_key = m.target_key and a.fill_id = m.fill_id and a.ended_at is null
        """;

    private const string ExpiredSql = """
        update accumulation a set ended_at = @now, ended_by = 'expired' from unnest(@tenants, @targetKeys, @tokens, @sides, @begins) as e (tenant, target_key, token_id, side, begins)
         where a.billing_account_id = e.tenant and a.target_key = e.target_key and a.token_id = e.token_id and a.side = e.side and a.ended_at is null and a.filled_at < e.begins
        """;

    public static async Task WriteAsync(TenantScope scope, IReadOnlyList<DecisionRow> rows, DateTimeOffset now)
    {
        DecisionRow[] first = [.. rows.Where(row => row.Baseline is not null)];
        if (first.Length > 0)
        {
            await scope.ExecuteAsync(BaselineSql, new
            {
                now, tenants = Tenants(first), targetKeys = Keys(first), conditions = first.Select(row => row.Input.Fill.Condition.Value).ToArray(),
                costs = first.Select(row => DomainJson.Write(row.Baseline)).ToArray(),
            });
        }

        DecisionRow[] waiting = [.. rows.Where(row => row.Decision is MirrorDecision.Skip { Reason: SkipReason.Accumulating })];
        if (waiting.Length > 0)
        {
            await scope.ExecuteAsync(WaitSql, new
            {
                tenants = Tenants(waiting), targetKeys = Keys(waiting), fills = waiting.Select(row => row.Input.Fill.Id.Value).ToArray(), groups = waiting.Select(row => row.Input.Group?.Id ?? row.Id).ToArray(),
                tokens = Tokens(waiting), sides = Sides(waiting), shares = waiting.Select(row => row.Input.Fill.Shares.Quantity).ToArray(), prices = waiting.Select(row => row.Input.Fill.Price.Value).ToArray(),
                filledAts = waiting.Select(row => row.Input.Fill.FilledAt.UtcDateTime).ToArray(),
            });
        }

        (DecisionRow Row, GroupMember Member)[] members = [.. rows.Where(row => row.Decision is MirrorDecision.Place).SelectMany(row => (row.Input.Group?.Members ?? []).Select(member => (row, member)))];
        if (members.Length > 0)
        {
            DecisionRow[] owners = [.. members.Select(pair => pair.Row)];
            await scope.ExecuteAsync(PlacedSql, new { now, tenants = Tenants(owners), targetKeys = Keys(owners), fills = members.Select(pair => pair.Member.Fill.Value).ToArray() });
        }

        DecisionRow[] grouped = [.. rows.Where(row => row.Input.Group is not null)];
        if (grouped.Length > 0)
        {
            await scope.ExecuteAsync(ExpiredSql, new
            {
                now, tenants = Tenants(grouped), targetKeys = Keys(grouped), tokens = Tokens(grouped), sides = Sides(grouped),
                begins = grouped.Select(row => row.Input.Fill.FilledAt.UtcDateTime.AddSeconds(-(row.Input.Counting.AggregateSeconds ?? 0))).ToArray(),
            });
        }
    }

    private static Guid[] Tenants(DecisionRow[] rows) => [.. rows.Select(row => row.Follower.Tenant.Tenant.Value)];

    private static Guid[] Keys(DecisionRow[] rows) => [.. rows.Select(row => row.Follower.Target.Key.Value)];

    private static string[] Tokens(DecisionRow[] rows) => [.. rows.Select(row => row.Input.Fill.Token.Value)];

    private static string[] Sides(DecisionRow[] rows) => [.. rows.Select(row => row.Input.Fill.Side.ToText())];
}
