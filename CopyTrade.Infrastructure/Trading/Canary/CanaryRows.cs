using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Canary;

/// <summary>Canaries as people see them.</summary>
internal static class CanaryRows
{
    private const string Sql = """
        select c.id, c.requested_at, c.ended_at, c.problem, c.buy_order_id, c.sell_order_id, b.title, b.outcome, b.status as buy_status, coalesce(p.unsettled, 0) as unsettled,
               p.amount as paid, s.amount as received, coalesce(p.fees_known, true) and coalesce(s.fees_known, true) as fees_known
          from wallet_canary c join wallet_connection w on w.id = c.connection_id and w.revoked_at is null
          left join trade_order b on b.id = c.buy_order_id
          left join lateral (select sum(f.shares * f.price + coalesce(f.fee, 0)) as amount, bool_and(f.fee is not null) as fees_known,
                                    count(*) filter (where f.settlement in ('matched', 'retrying', 'mined')) as unsettled
                               from order_fill f where f.order_id = c.buy_order_id and f.settlement <> 'failed') p on true
          left join lateral (select sum(f.shares * f.price - coalesce(f.fee, 0)) as amount, bool_and(f.fee is not null) as fees_known
                               from order_fill f join trade_order o on o.id = f.order_id
                              where o.billing_account_id = c.billing_account_id and o.idempotency_key = any(@sells) and f.settlement <> 'failed') s on true
         where c.billing_account_id = @tenant and c.id = @id
        """;

    public static async Task<CanaryRun?> LatestAsync(TenantScope scope, TenantId tenant)
    {
        if (await scope.QueryFirstOrDefaultAsync<Guid?>("select c.id from wallet_canary c where c.billing_account_id = @tenant order by c.requested_at desc limit 1", new { tenant }) is not { } id) return null;
        var sells = Enumerable.Range(1, CanaryPlanner.MostSells).Select(attempt => CanaryKeys.Sell(id, attempt).Value).ToArray();
        return await scope.QueryFirstOrDefaultAsync<Row>(Sql, new { tenant, id, sells }) is { } row ? row.ToRun() : null;
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public DateTimeOffset RequestedAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public string? Problem { get; init; }

        public Guid? BuyOrderId { get; init; }

        public Guid? SellOrderId { get; init; }

        public string? Title { get; init; }

        public string? Outcome { get; init; }

        public string? BuyStatus { get; init; }

        public long Unsettled { get; init; }

        public decimal? Paid { get; init; }

        public decimal? Received { get; init; }

        public bool FeesKnown { get; init; }

        public CanaryRun ToRun() => new(
            Id, Stage, RequestedAt, EndedAt, Title, Outcome, Paid is { } paid ? Usdc.RoundUp(paid) : null, Received is { } received ? Usdc.RoundDown(received) : null, FeesKnown, Problem,
            BuyOrderId is { } buy ? new OrderId(buy) : null, SellOrderId is { } sell ? new OrderId(sell) : null);

        private CanaryStage Stage => this switch
        {
            { EndedAt: not null, Problem: null } => CanaryStage.Done,
            { EndedAt: not null } => CanaryStage.Ended,
            { SellOrderId: not null } => CanaryStage.Selling,
            { BuyOrderId: null } => CanaryStage.Requested,
            { BuyStatus: "pending" or "open" or "partial" } => CanaryStage.Buying,
            _ => CanaryStage.Settling,
        };
    }
}
