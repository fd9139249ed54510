using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Positions;

/// <summary>Opens and closes lots from confirmed fills. Works from what is not yet accounted for, so that a sell confirmed before its buy closes the lot once the buy is there.</summary>
internal static partial class LotRows
{
    private const string UnopenedSql = """
        select f.id, f.shares, f.price, f.fee, f.matched_at, f.shares as left_shares, 0::numeric as booked
          from order_fill f left join lot l on l.order_fill_id = f.id
         where f.order_id = @Id and f.settlement = 'confirmed' and l.id is null
         order by f.matched_at, f.id
        """;

    private const string UnclosedSql = """
        select f.id, f.shares, f.price, f.fee, f.matched_at, f.shares - coalesce(sum(c.shares), 0) as left_shares, coalesce(sum(c.proceeds), 0) as booked
          from trade_order o join order_fill f on f.order_id = o.id left join lot_close c on c.order_fill_id = f.id
         where o.billing_account_id = @BillingAccountId and o.book = @Book and o.token_id = @TokenId and o.side = 'sell' and f.settlement = 'confirmed'
         group by f.id having f.shares > coalesce(sum(c.shares), 0)
         order by f.matched_at, f.id
        """;

    private const string OpenLotsSql = """
        select l.id, l.remaining, l.cost - coalesce((select sum(c.cost) from lot_close c where c.lot_id = l.id), 0) as remaining_cost
          from lot l
         where l.billing_account_id = @BillingAccountId and l.book = @Book and l.token_id = @TokenId and l.remaining > 0
         order by l.opened_at, l.id
        """;

    /// <summary>To be called under the tenant's settlement turn, after the fills were written.</summary>
    public static async Task SettleAsync(TenantScope scope, OrderRow order, DateTimeOffset now, ILogger logger)
    {
        var key = new { order.BillingAccountId, order.Book, order.TokenId, order.Id };
        if (!order.IsSell)
        {
            foreach (var fill in await scope.QueryAsync<FillRow>(UnopenedSql, key)) await OpenAsync(scope, order, fill, now);
        }

        foreach (var sell in await scope.QueryAsync<FillRow>(UnclosedSql, key))
        {
            var proceeds = LotBook.ProceedsOf(sell.Shares, sell.Price, sell.Fee) - sell.Booked;
            var closing = LotBook.Close([.. await scope.QueryAsync<OpenLot>(OpenLotsSql, key)], sell.LeftShares, proceeds);
            foreach (var slice in closing.Slices) await CloseAsync(scope, order, sell, slice, now);
            if (closing.Oversold > Shares.Zero) Log.Oversold(logger, order.Id, closing.Oversold, order.Book);
        }

        await PositionRows.FollowAsync(scope, order.BillingAccountId, order.Book, order.TokenId, now);
    }

    private static Task<int> OpenAsync(TenantScope scope, OrderRow order, FillRow fill, DateTimeOffset now) => scope.ExecuteAsync("""
        insert into lot (id, billing_account_id, order_fill_id, book, condition_id, token_id, shares, remaining, price, cost, opened_at)
        values (@lot, @BillingAccountId, @Id, @Book, @ConditionId, @TokenId, @Shares, @Shares, @Price, @cost, @MatchedAt)
        """, new
    {
        lot = Guid.CreateVersion7(now), order.BillingAccountId, fill.Id, order.Book, order.ConditionId, order.TokenId, fill.Shares, fill.Price, cost = LotBook.CostOf(fill.Shares, fill.Price, fill.Fee), fill.MatchedAt,
    });

    private static Task<int> CloseAsync(TenantScope scope, OrderRow order, FillRow sell, LotClosing.Slice slice, DateTimeOffset now) => scope.ExecuteAsync("""
        insert into lot_close (id, billing_account_id, lot_id, order_fill_id, shares, proceeds, cost, closed_at)
        values (@close, @BillingAccountId, @Lot, @Id, @Shares, @Proceeds, @Cost, @now);
        update lot set remaining = remaining - @Shares where id = @Lot;
        """, new { close = Guid.CreateVersion7(now), order.BillingAccountId, slice.Lot, sell.Id, slice.Shares, slice.Proceeds, slice.Cost, now });

    private sealed record FillRow(Guid Id, Shares Shares, Price Price, Usdc? Fee, DateTimeOffset MatchedAt, Shares LeftShares, Usdc Booked);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1411, Level = LogLevel.Warning, Message = "Order {OrderId} sold {Shares} shares that book {Book} does not hold (yet).")]
        public static partial void Oversold(ILogger logger, OrderId orderId, Shares shares, string book);
    }
}
