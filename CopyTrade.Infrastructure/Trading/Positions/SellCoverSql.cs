using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Positions;

/// <summary>What of a book a sale may take. Sales written earlier come first, and those that were allowed already (ADR 0023); each takes what it has not turned into closed lots yet.</summary>
internal static class SellCoverSql
{
    // For one sale o.
    private const string Lots = "(select coalesce(sum(l.remaining), 0) from lot l where l.billing_account_id = o.billing_account_id and l.book = o.book and l.token_id = o.token_id and l.remaining > 0 and not l.lies_elsewhere)";

    // Another wallet of the account neither takes shares (s) of the one that is connected nor brings it any.
    private const string Here = """
        not exists (select from wallet_connection x join wallet_connection a on a.billing_account_id = x.billing_account_id and a.revoked_at is null and a.funder <> x.funder where x.id = s.connection_id)
        """;

    // What the sales before it still take. One written later and allowed earlier is before it too: neither saw the other when it was written.
    private const string Taken = $"""
        (select coalesce(sum(case when s.status in ('pending', 'open', 'partial') then s.shares else least(s.shares, greatest(s.matched_shares, f.standing)) end - f.closed), 0)
           from trade_order s
           cross join lateral (select coalesce(sum(m.shares) filter (where m.settlement <> 'failed'), 0) as standing,
                                      coalesce(sum((select sum(c.shares) from lot_close c where c.order_fill_id = m.id)), 0) as closed
                                 from order_fill m where m.order_id = s.id) f
          where s.billing_account_id = o.billing_account_id and s.book = o.book and s.token_id = o.token_id and s.side = 'sell' and s.mode = o.mode and {Here}
            and s.id <> o.id and s.status <> 'error' and (s.authorised_at is not null or (s.created_at, s.id) < (o.created_at, o.id))
            and (s.status in ('pending', 'open', 'partial') or s.finished_at > o.created_at - interval '1 hour'))
        """;

    // What may still turn into lots: matches that are not final, matches counted and not reported trade by trade, and sends whose end is not known.
    private const string Coming = $"""
        (select coalesce(sum(f.moving + greatest(0, s.matched_shares - f.standing)
                             + case when s.status in ('pending', 'open', 'partial') and s.submitted_at is not null and (s.cancel_requested_at is not null or s.submitted_at > @now - interval '30 seconds')
                                    then greatest(0, s.shares - greatest(s.matched_shares, f.standing)) else 0 end), 0)
           from trade_order s
           cross join lateral (select coalesce(sum(m.shares) filter (where m.settlement in ('matched', 'retrying', 'mined')), 0) as moving,
                                      coalesce(sum(m.shares) filter (where m.settlement <> 'failed'), 0) as standing
                                 from order_fill m where m.order_id = s.id) f
          where s.billing_account_id = o.billing_account_id and s.book = o.book and s.token_id = o.token_id and s.side = 'buy' and s.mode = o.mode and {Here}
            and (s.status in ('pending', 'open', 'partial') or (s.status in ('filled', 'canceled') and s.finished_at > @now - interval '1 day')))
        """;

    private const string ReadSql = $"select {Lots} - {Taken} as free, {Coming} as coming, {Taken} as taken from trade_order o where o.id = @id";

    // At the door only those count that went through it before: what waits outside may never go. Never less than Lots - Taken, or a sale that was let go would be held back again.
    /// <summary>Takes <c>@ids</c> and <c>@since</c>; gives a row (id, what is left) for each sale among them that has another one before it.</summary>
    public const string LeftSql = $"""
        select o.id, {Lots} - t.taken as remaining
          from trade_order o
         cross join lateral (
           select count(*) as sales, coalesce(sum(case when s.status in ('pending', 'open', 'partial') then s.shares else greatest(s.matched_shares, f.told) end - f.final), 0) as taken
             from trade_order s
             cross join lateral (select coalesce(sum(m.shares), 0) as told, coalesce(sum(m.shares) filter (where m.settlement in ('confirmed', 'failed')), 0) as final
                                   from order_fill m where m.order_id = s.id) f
            where s.billing_account_id = o.billing_account_id and s.book = o.book and s.token_id = o.token_id and s.side = 'sell' and s.mode = o.mode and {Here}
              and s.id <> o.id and s.authorised_at is not null
              and (s.status in ('pending', 'open', 'partial') or (s.matched_shares > 0 and s.finished_at > @since))) t
         where o.id = any (@ids) and o.side = 'sell' and t.sales > 0
        """;

    private const string MarkSql = $"""
        update trade_order o set waiting_for = 'confirmed_shares', wanted_shares = o.shares
         where o.id = any(@ids) and o.side = 'sell' and o.origin = 'mirror' and o.waiting_for is null and o.shares > {Lots} - {Taken}
        """;

    public static Task<SaleCover> ReadAsync(TenantScope scope, Guid order, DateTimeOffset now) => scope.QuerySingleAsync<SaleCover>(ReadSql, new { id = order, now });

    /// <summary>What the sales that were allowed leave of a sale's book; null when there is none. To be asked under the trading turn.</summary>
    public static async Task<decimal?> LeftAsync(TenantScope scope, Guid order, DateTimeOffset now) =>
        await scope.QueryAsync<(Guid Order, decimal Remaining)>(LeftSql, new { ids = new[] { order }, since = Since(now) }) is [var (_, remaining), ..] ? remaining : null;

    /// <summary>From when on sales that ended still count in <see cref="LeftSql"/>.</summary>
    public static DateTime Since(DateTimeOffset now) => (now - MeansSql.LongestReport).UtcDateTime;

    /// <summary>Sales just written that confirmed lots do not cover have to wait.</summary>
    public static Task<int> MarkUncoveredAsync(TenantScope scope, Guid[] orders) => scope.ExecuteAsync(MarkSql, new { ids = orders });
}
