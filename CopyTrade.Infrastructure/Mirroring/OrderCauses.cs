using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring;

internal sealed class OrderCauses(TenantScopes scopes) : IOrderCauses
{
    public async Task<IReadOnlyDictionary<OrderId, OrderCause>> OfAsync(TenantRef tenant, IReadOnlyCollection<OrderId> orders, CancellationToken ct)
    {
        if (orders.Count == 0) return new Dictionary<OrderId, OrderCause>();
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<Row>("""
            select o.id as "Order", d.id as DecisionId, d.copy_target_id as Target, f.wallet, coalesce(t.label, f.trader) as TargetName,
                   f.price as TheirPrice, f.filled_at, f.observed_at, d.decided_at, f.source
              from trade_order o
              join copy_decision d on d.billing_account_id = o.billing_account_id and d.order_id = coalesce(o.second_of, o.id)
              join observed_fill f on f.fill_id = d.fill_id
              left join copy_target t on t.id = d.copy_target_id
             where o.billing_account_id = @Tenant and o.id = any (@ids)
             order by f.filled_at desc
            """, new { tenant.Tenant, ids = orders.Select(order => order.Value).ToArray() });
        return rows.Select(row => row.ToCause()).DistinctBy(cause => cause.Order).ToDictionary(cause => cause.Order);
    }

    private sealed class Row
    {
        public OrderId Order { get; init; }

        public Guid DecisionId { get; init; }

        public TargetRowId Target { get; init; }

        public required WalletAddress Wallet { get; init; }

        public string? TargetName { get; init; }

        public Price TheirPrice { get; init; }

        public DateTimeOffset FilledAt { get; init; }

        public DateTimeOffset ObservedAt { get; init; }

        public DateTimeOffset DecidedAt { get; init; }

        public required string Source { get; init; }

        public OrderCause ToCause() => new(Order, DecisionId, Target, Wallet, TargetName, TheirPrice, FilledAt, ObservedAt, DecidedAt, Source);
    }
}
