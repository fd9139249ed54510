using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Writes decisions; one that exists already stays as it is. With them goes what ends a batch: the mark that its fills are routed, and the word to every host.</summary>
internal static class DecisionLog
{
    private const string InsertSql = """
        insert into copy_decision (billing_account_id, target_key, fill_id, id, copy_target_id, outcome, reason, branch, order_id, idempotency_key, input, sizing, mode, decided_at)
        select d.tenant, d.target_key, d.fill_id, d.id, d.target, d.outcome, d.reason, d.branch, d.order_id, d.key, d.input::jsonb, d.sizing::jsonb, @mode, @now
          from unnest(@tenants, @targetKeys, @fills, @ids, @targets, @outcomes, @reasons, @branches, @orders, @keys, @inputs, @sizings)
            as d (tenant, target_key, fill_id, id, target, outcome, reason, branch, order_id, key, input, sizing)
            on conflict (billing_account_id, target_key, fill_id) do nothing;

        """;

    private const string EndSql = $"{InsertSql}{FillRows.MarkRoutedSql}";

    public static Task EndAsync(TenantScope scope, IReadOnlyList<DecisionRow> rows, IEnumerable<FillId> routed, VenueMode mode, DateTimeOffset now)
    {
        foreach (var row in rows) scope.Announce(ChangeKind.Orders, row.Follower.Tenant.Tenant);
        T[] Column<T>(Func<DecisionRow, T> of) => [.. rows.Select(of)];
        return scope.ExecuteAsync(EndSql, new
        {
            routed = routed.Select(fill => fill.Value).ToArray(),
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
