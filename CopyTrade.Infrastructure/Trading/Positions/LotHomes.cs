using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;

namespace CopyTrade.Infrastructure.Trading.Positions;

/// <summary>Which lots lie in the wallet that is connected now. Those of another one are held all the same, and can be sold again when it is back.</summary>
internal static class LotHomes
{
    private const string MarkSql = """
        update lot l set lies_elsewhere = (w.funder <> a.funder)
          from order_fill f, trade_order o, wallet_connection w, wallet_connection a
         where l.billing_account_id = @Tenant and l.remaining > 0 and f.id = l.order_fill_id and o.id = f.order_id and w.id = o.connection_id
           and a.billing_account_id = @Tenant and a.revoked_at is null and l.lies_elsewhere <> (w.funder <> a.funder)
        """;

    /// <summary>To be called in the transaction that connects a wallet; no lot opens meanwhile.</summary>
    public static async Task<int> MarkAsync(TenantScope scope, TenantRef tenant)
    {
        await OrderRows.TakeSettlementTurnAsync(scope, tenant);
        return await scope.ExecuteAsync(MarkSql, new { tenant.Tenant });
    }
}
