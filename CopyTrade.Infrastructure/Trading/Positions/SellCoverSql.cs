using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Positions;

/// <summary>What of a book a sale may take. Sales written earlier come first; each takes what it has not turned into closed lots yet.</summary>
internal static class SellCoverSql
{
    // For one sale o: confirmed shares of its book, less what earlier sales still take.
    private const string Free = """
        (select coalesce(sum(l.remaining), 0) from lot l where l.billing_account_id = o.billing_account_id and l.book = o.book and l.token_id = o.token_id and l.remaining > 0)
        - (select coalesce(sum(case when s.status in ('pending', 'open', 'partial') then s.shares else least(s.shares, greatest(s.matched_shares, f.standing)) end - f.closed), 0)
             from trade_order s
             cross join lateral (select coalesce(sum(m.shares) filter (where m.settlement <> 'failed'), 0) as standing,
                                        coalesce(sum((select sum(c.shares) from lot_close c where c.order_fill_id = m.id)), 0) as closed
                                   from order_fill m where m.order_id = s.id) f
            where s.billing_account_id = o.billing_account_id and s.book = o.book and s.token_id = o.token_id and s.side = 'sell' and s.mode = o.mode
              and s.status <> 'error' and (s.created_at, s.id) < (o.created_at, o.id)
              and (s.status in ('pending', 'open', 'partial') or s.finished_at > o.created_at - interval '1 hour'))
        """;

    // What may still turn into lots: matches that are not final, matches counted and not reported trade by trade, and sends whose end is not known.
    private const string Coming = """
        (select coalesce(sum(f.moving + greatest(0, b.matched_shares - f.standing)
                             + case when b.status in ('pending', 'open', 'partial') and b.submitted_at is not null and (b.cancel_requested_at is not null or b.submitted_at > @now - interval '30 seconds')
                                    then greatest(0, b.shares - greatest(b.matched_shares, f.standing)) else 0 end), 0)
           from trade_order b
           cross join lateral (select coalesce(sum(m.shares) filter (where m.settlement in ('matched', 'retrying', 'mined')), 0) as moving,
                                      coalesce(sum(m.shares) filter (where m.settlement <> 'failed'), 0) as standing
                                 from order_fill m where m.order_id = b.id) f
          where b.billing_account_id = o.billing_account_id and b.book = o.book and b.token_id = o.token_id and b.side = 'buy' and b.mode = o.mode
            and (b.status in ('pending', 'open', 'partial') or (b.status in ('filled', 'canceled') and b.finished_at > @now - interval '1 day')))
        """;

    private const string ReadSql = $"select {Free} as free, {Coming} as coming from trade_order o where o.id = @id";

    private const string MarkSql = $"""
        update trade_order o set waiting_for = 'confirmed_shares', wanted_shares = o.shares
         where o.id = any(@ids) and o.side = 'sell' and o.origin = 'mirror' and o.waiting_for is null and o.shares > {Free}
        """;

    public static Task<(decimal Free, decimal Coming)> ReadAsync(TenantScope scope, Guid order, DateTimeOffset now) =>
        scope.QuerySingleAsync<(decimal Free, decimal Coming)>(ReadSql, new { id = order, now });

    /// <summary>Sales just written that confirmed lots do not cover have to wait.</summary>
    public static Task<int> MarkUncoveredAsync(TenantScope scope, Guid[] orders) => scope.ExecuteAsync(MarkSql, new { ids = orders });
}
