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
        select f.id, f.shares, f.price, f.fee, f.matched_at, f.shares as left_shares, 0::numeric as booked, null::text as funder
          from order_fill f left join lot l on l.order_fill_id = f.id
         where f.order_id = @Id and f.settlement = 'confirmed' and l.id is null
         order by f.matched_at, f.id;

        """;

    // A fee that was learned afterwards is in the ledger by itself: what is closed is closed without it, before and after.
    private const string UnclosedSql = """
        select f.id, f.shares, f.price, case when f.fee_learned_at is null then f.fee end as fee, f.matched_at, f.shares - coalesce(sum(c.shares), 0) as left_shares, coalesce(sum(c.proceeds), 0) as booked,
               (select w.funder from wallet_connection w where w.id = o.connection_id) as funder
          from trade_order o join order_fill f on f.order_id = o.id left join lot_close c on c.order_fill_id = f.id
         where o.billing_account_id = @BillingAccountId and o.book = @Book and o.token_id = @TokenId and o.side = 'sell' and f.settlement = 'confirmed'
         group by f.id, o.id having f.shares > coalesce(sum(c.shares), 0)
         order by f.matched_at, f.id
        """;

    // A sale takes shares of its own wallet and of no other, whichever of the account's is connected by now.
    private const string OpenLotsSql = """
        select l.id, l.remaining, l.cost - coalesce((select sum(c.cost) from lot_close c where c.lot_id = l.id), 0) as remaining_cost
          from lot l
         where l.billing_account_id = @BillingAccountId and l.book = @Book and l.token_id = @TokenId and l.remaining > 0
           and (@Funder::text is null or not exists (select from order_fill f join trade_order o on o.id = f.order_id join wallet_connection w on w.id = o.connection_id
                                                      where f.id = l.order_fill_id and w.funder <> @Funder))
         order by l.lies_elsewhere, l.opened_at, l.id
        """;

    /// <summary>To be called under the tenant's settlement turn, after the fills were written.</summary>
    public static async Task SettleAsync(TenantScope scope, OrderRow order, DateTimeOffset now, ILogger logger)
    {
        var key = new { order.BillingAccountId, order.Book, order.TokenId, order.Id };
        var (bought, sold) = await ReadAsync(scope, key);
        // A sale opens no lots.
        if (!order.IsSell)
        {
            foreach (var fill in bought) await OpenAsync(scope, order, fill, now);
        }

        foreach (var sell in sold)
        {
            var proceeds = LotBook.ProceedsOf(sell.Shares, sell.Price, sell.Fee) - sell.Booked;
            var closing = LotBook.Close([.. await scope.QueryAsync<OpenLot>(OpenLotsSql, new { order.BillingAccountId, order.Book, order.TokenId, sell.Funder })], sell.LeftShares, proceeds);
            foreach (var slice in closing.Slices) await CloseAsync(scope, order, sell, slice, now);
            if (closing.Oversold > Shares.Zero) Log.Oversold(logger, order.Id, closing.Oversold, order.Book);
        }

        await PositionRows.FollowAsync(scope, order.BillingAccountId, order.Book, order.TokenId, now);
    }

    private static async Task<(IReadOnlyList<FillRow> Bought, IReadOnlyList<FillRow> Sold)> ReadAsync(TenantScope scope, object key)
    {
        using var answers = await scope.QueryMultipleAsync(UnopenedSql + UnclosedSql, key);
        return ([.. await answers.ReadAsync<FillRow>()], [.. await answers.ReadAsync<FillRow>()]);
    }

    private static Task<int> OpenAsync(TenantScope scope, OrderRow order, FillRow fill, DateTimeOffset now) => scope.ExecuteAsync("""
        insert into lot (id, billing_account_id, order_fill_id, book, condition_id, token_id, shares, remaining, price, cost, opened_at, lies_elsewhere)
        values (@lot, @BillingAccountId, @Id, @Book, @ConditionId, @TokenId, @Shares, @Shares, @Price, @cost, @MatchedAt, coalesce((
          select a.funder <> w.funder from wallet_connection w join wallet_connection a on a.billing_account_id = w.billing_account_id and a.revoked_at is null where w.id = @wallet), false))
        """, new
    {
        wallet = order.ConnectionId?.Value, lot = Guid.CreateVersion7(now), order.BillingAccountId, fill.Id, order.Book, order.ConditionId, order.TokenId, fill.Shares, fill.Price, cost = LotBook.CostOf(fill.Shares, fill.Price, fill.Fee), fill.MatchedAt,
    });

    private static Task<int> CloseAsync(TenantScope scope, OrderRow order, FillRow sell, LotClosing.Slice slice, DateTimeOffset now) => scope.ExecuteAsync("""
        insert into lot_close (id, billing_account_id, lot_id, order_fill_id, shares, proceeds, cost, closed_at)
        values (@close, @BillingAccountId, @Lot, @Id, @Shares, @Proceeds, @Cost, @now);
        update lot set remaining = remaining - @Shares where id = @Lot;
        """, new { close = Guid.CreateVersion7(now), order.BillingAccountId, slice.Lot, sell.Id, slice.Shares, slice.Proceeds, slice.Cost, now });

    private sealed record FillRow(Guid Id, Shares Shares, Price Price, Usdc? Fee, DateTimeOffset MatchedAt, Shares LeftShares, Usdc Booked, string? Funder);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1411, Level = LogLevel.Warning, Message = "Order {OrderId} sold {Shares} shares that book {Book} does not hold (yet).")]
        public static partial void Oversold(ILogger logger, OrderId orderId, Shares shares, string book);
    }
}
