using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;

namespace CopyTrade.Infrastructure.Trading.Positions;

/// <summary>Reading and writing the matches of our orders.</summary>
internal static class MatchRows
{
    /// <summary>The matches of the order whose id at the venue is <c>@id</c>: a statement after the one that locked it, so that none is missed.</summary>
    public const string OfVenueIdSql = "select f.venue_trade_id as trade_id, f.settlement, f.shares from order_fill f join trade_order o on o.id = f.order_id where o.venue_order_id = @id";

    /// <summary>Writes matches, or their next states, one of each at most; takes what <see cref="Written"/> gives.</summary>
    public const string SaveSql = """
        insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, transaction_hash, matched_at, settled_at, updated_at)
        select m.* from unnest(@matchIds, @matchTenants, @matchOrders, @trades, @matchShares, @matchPrices, @fees, @takers, @settlements, @transactions,
                               @matchedTimes::timestamptz[], @settledTimes::timestamptz[], @updatedTimes::timestamptz[]) m
        on conflict (billing_account_id, order_id, venue_trade_id) do update
           set settlement = excluded.settlement, fee = coalesce(excluded.fee, order_fill.fee), transaction_hash = coalesce(excluded.transaction_hash, order_fill.transaction_hash),
               settled_at = excluded.settled_at, updated_at = excluded.updated_at;

        """;

    public static object Written(IReadOnlyList<MatchWrite> matches)
    {
        T[] Column<T>(Func<MatchWrite, T> of) => [.. matches.Select(of)];
        return new
        {
            matchIds = Column(m => Guid.CreateVersion7(m.Now)), matchTenants = Column(m => m.Row.BillingAccountId.Value), matchOrders = Column(m => m.Row.Id.Value), trades = Column(m => m.Trade.TradeId),
            matchShares = Column(m => m.Trade.Shares.Quantity), matchPrices = Column(m => m.Trade.Price.Value), fees = Column(m => m.Fee?.Amount), takers = Column(m => m.Trade.IsTaker),
            settlements = Column(m => m.Trade.Status.ToText()), transactions = Column(m => m.Trade.Transaction?.Value), matchedTimes = Column(m => m.Trade.MatchedAt.UtcDateTime),
            settledTimes = Column(m => Timestamps.Of(m.Trade.Status >= SettlementStatus.Confirmed ? m.Now : null)), updatedTimes = Column(m => m.Now.UtcDateTime),
        };
    }

    public static async Task<SettlementStatus?> SettlementOfAsync(TenantScope scope, OrderRow row, string tradeId) => await scope.QuerySingleOrDefaultAsync<string>(
        "select settlement from order_fill where billing_account_id = @BillingAccountId and order_id = @Id and venue_trade_id = @tradeId", new { row.BillingAccountId, row.Id, tradeId }) is { } known
        ? EnumText.Parse<SettlementStatus>(known)
        : null;

    public static Task<(Shares Standing, Shares Voided)> MatchedAsync(TenantScope scope, OrderRow row) => scope.QuerySingleAsync<(Shares, Shares)>(
        """
        select coalesce(sum(shares) filter (where settlement <> 'failed'), 0), coalesce(sum(shares) filter (where settlement = 'failed'), 0)
          from order_fill where order_id = @Id
        """, new { row.Id });
}
