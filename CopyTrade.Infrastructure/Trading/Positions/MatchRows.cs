using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;

namespace CopyTrade.Infrastructure.Trading.Positions;

/// <summary>Reading and writing the matches of our orders.</summary>
internal static class MatchRows
{
    private const string SaveSql = """
        insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, transaction_hash, matched_at, settled_at, updated_at)
        values (@FillId, @BillingAccountId, @Id, @TradeId, @Shares, @Price, @fee, @IsTaker, @Settlement, @Transaction, @MatchedAt, @SettledAt, @now)
        on conflict (billing_account_id, order_id, venue_trade_id) do update
           set settlement = excluded.settlement, fee = coalesce(excluded.fee, order_fill.fee), transaction_hash = coalesce(excluded.transaction_hash, order_fill.transaction_hash),
               settled_at = excluded.settled_at, updated_at = excluded.updated_at
        """;

    public static async Task<SettlementStatus?> SettlementOfAsync(TenantScope scope, OrderRow row, string tradeId) => await scope.QuerySingleOrDefaultAsync<string>(
        "select settlement from order_fill where billing_account_id = @BillingAccountId and order_id = @Id and venue_trade_id = @tradeId", new { row.BillingAccountId, row.Id, tradeId }) is { } known
        ? EnumText.Parse<SettlementStatus>(known)
        : null;

    public static Task SaveAsync(TenantScope scope, OrderRow row, VenueTrade trade, Usdc? fee, DateTimeOffset now) => scope.ExecuteAsync(SaveSql, new
    {
        FillId = Guid.CreateVersion7(now), row.BillingAccountId, row.Id, trade.TradeId, trade.Shares, trade.Price, fee = fee?.Amount, trade.IsTaker, Settlement = trade.Status.ToText(),
        Transaction = trade.Transaction?.Value, trade.MatchedAt, SettledAt = trade.Status >= SettlementStatus.Confirmed ? now.UtcDateTime : (DateTime?)null, now,
    });

    public static Task<(Shares Standing, Shares Voided)> MatchedAsync(TenantScope scope, OrderRow row) => scope.QuerySingleAsync<(Shares, Shares)>(
        """
        select coalesce(sum(shares) filter (where settlement <> 'failed'), 0), coalesce(sum(shares) filter (where settlement = 'failed'), 0)
          from order_fill where order_id = @Id
        """, new { row.Id });
}
