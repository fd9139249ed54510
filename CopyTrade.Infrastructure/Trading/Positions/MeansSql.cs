namespace CopyTrade.Infrastructure.Trading.Positions;

/// <summary>What a tenant has for its next order, for whoever plans one: shares that a book may still sell, dollars that may still be spent. Read under row security.</summary>
internal static class MeansSql
{
    /// <summary>Confirmed shares of <c>@Books</c> less what is being sold, by tenant, book and token; orders that ended before <c>@since</c> are fully reported. Shares being sold are no longer ours to sell, whether the sale still rests, has matched, or settles.</summary>
    public const string Held = "select billing_account_id as Tenant, book, token_id as Token, confirmed - outgoing as Amount, outgoing as Selling from book_holdings(@since) where book = any (@Books)";

    // An order (o) of another wallet of the account spends nothing of this one (w). Nearly all are of this connection: a look under row security for each would cost more than all the rest.
    private const string Here = "(o.connection_id = w.id or not exists (select from wallet_connection x where x.id = o.connection_id and x.funder <> w.funder))";

    /// <summary>Dollars of matched purchases that the balance of a wallet (w), as last read, may hold still: what matched since, and what matched before and is in no block yet. A fee not told yet is left out.</summary>
    public const string Bought = $"""
        coalesce((select sum(f.shares * f.price + coalesce(f.fee, 0)) from order_fill f join trade_order o on o.id = f.order_id
                   where f.billing_account_id = w.billing_account_id and o.side = 'buy' and f.settlement <> 'failed' and (f.matched_at > w.balance_at or f.settlement in ('matched', 'retrying')) and {Here}), 0)
        """;

    /// <summary>Dollars of sales that are final and that the balance of a wallet (w), as last read, does not hold yet.</summary>
    public const string Sold = $"""
        coalesce((select sum(f.shares * f.price - coalesce(f.fee, 0)) from order_fill f join trade_order o on o.id = f.order_id
                   where f.billing_account_id = w.billing_account_id and o.side = 'sell' and f.settlement = 'confirmed' and f.settled_at > w.balance_at and {Here}), 0)
        """;

    /// <summary>Free dollars by tenant; no row while the balance is not known. The balance is as old as its reading: what matched since then is gone, reported trade by trade or not yet; what matched before it and is in no block yet may be in the balance still; what still rests may be taken at any moment.</summary>
    public const string Free = $"""
        select w.billing_account_id as Tenant, w.collateral_balance
               - coalesce((select sum(o.limit_price * (o.shares - o.matched_shares)) from trade_order o
                            where o.billing_account_id = w.billing_account_id and o.side = 'buy' and o.status in ('pending', 'open', 'partial') and {Here}), 0)
               - coalesce((select sum(o.limit_price * greatest(0, o.matched_shares - coalesce((select sum(f.shares) from order_fill f where f.order_id = o.id), 0))) from trade_order o
                            where o.billing_account_id = w.billing_account_id and o.side = 'buy' and o.authorised_at is not null and o.created_at > w.balance_at - interval '1 day'
                              and o.status <> 'error' and o.matched_shares > 0 and (o.finished_at is null or o.finished_at > w.balance_at) and {Here}), 0)
               - {Bought} as Amount
          from wallet_connection w
         where w.revoked_at is null and w.collateral_balance is not null
        """;

    /// <summary>The same for the one tenant of a scope.</summary>
    public const string FreeNow = $"select Amount from ({Free}) free limit 1";

    /// <summary>Dollars that an order (o) takes of a cap or a budget: a cancelled one has spent what matched and no more.</summary>
    public const string Spent = "case when o.status = 'canceled' then ceil(o.matched_shares * o.limit_price * 1000000) / 1000000 else o.notional end";

    // Trades of a finished order are reported within minutes; without an end this would look through all of history.
    public static TimeSpan LongestReport { get; } = TimeSpan.FromHours(1);
}
