using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Writes decisions; one that exists already stays as it is.</summary>
internal static class DecisionLog
{
    private const string InsertSql = """
        insert into copy_decision (billing_account_id, target_key, fill_id, id, copy_target_id, outcome, reason, branch, order_id, idempotency_key, input, sizing, mode, decided_at)
        select d.tenant, d.target_key, d.fill_id, d.id, d.target, d.outcome, d.reason, d.branch, d.order_id, d.key, d.input::jsonb, d.sizing::jsonb, @mode, @now
          from unnest(@tenants, @targetKeys, @fills, @ids, @targets, @outcomes, @reasons, @branches, @orders, @keys, @inputs, @sizings)
            as d (tenant, target_key, fill_id, id, target, outcome, reason, branch, order_id, key, input, sizing)
            on conflict (billing_account_id, target_key, fill_id) do nothing
        """;

    public static Task<int> InsertAsync(TenantScope scope, IReadOnlyList<DecisionRow> rows, VenueMode mode, DateTimeOffset now)
    {
        T[] Column<T>(Func<DecisionRow, T> of) => [.. rows.Select(of)];
        return rows.Count == 0 ? Task.FromResult(0) : scope.ExecuteAsync(InsertSql, new
        {
            mode = mode.ToText(),
            now,
            tenants = Column(row => row.Follower.Tenant.Tenant.Value),
            targetKeys = Column(row => row.Follower.Target.Key.Value),
            fills = Column(row => row.Input.Fill.Id.Value),
            ids = Column(row => row.Id),
            targets = Column(row => row.Follower.Target.Id.Value),
            outcomes = Column(row => row.Outcome),
            reasons = Column(row => row.Reason),
            branches = Column(row => row.Branch.ToText()),
            orders = Column(row => row.Order?.Value),
            keys = Column(row => row.Key.Value),
            inputs = Column(row => DomainJson.Write(row.Input)),
            sizings = Column(row => row.Sizing is { } sizing ? DomainJson.Write(sizing) : null),
        });
    }
}
