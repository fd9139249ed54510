using CopyTrade.Infrastructure.Trading.Positions;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>The questions about a batch, each answered for all its tenants at once under row security.</summary>
internal static class FactsSql
{
    public const string Decided = "select billing_account_id as Tenant, target_key, fill_id from copy_decision where fill_id = any (@Fills);";

    public const string Held = MeansSql.Held + ";";

    // Bought and not final: matched, counted and not reported trade by trade yet, or sent a moment ago with its match still to be heard of.
    public const string Incoming = """
        select o.billing_account_id as Tenant, o.book, o.token_id as Token,
               sum(f.moving + greatest(0, o.matched_shares - f.standing)
                   + case when o.status in ('pending', 'open', 'partial') and o.submitted_at > @sent then greatest(0, o.shares - greatest(o.matched_shares, f.standing)) else 0 end) as Amount
          from trade_order o
          cross join lateral (select coalesce(sum(m.shares) filter (where m.settlement in ('matched', 'retrying', 'mined')), 0) as moving,
                                     coalesce(sum(m.shares) filter (where m.settlement <> 'failed'), 0) as standing
                                from order_fill m where m.order_id = o.id) f
         where o.side = 'buy' and o.book = any (@Books)
           and (o.status in ('pending', 'open', 'partial') or (o.status in ('filled', 'canceled') and o.finished_at > @since))
         group by 1, 2, 3;
        """;

    // Held at cost, matched and not final, matched and not reported trade by trade yet, and what may still match. Of other
    // books only what lies on the batch's tokens, and all of it where a tenant caps everything.
    public const string Intent = """
        select billing_account_id as Tenant, book, condition_id as Condition, token_id as Token, sum(dollars) as Amount from (
          select billing_account_id, book, condition_id, token_id, cost * remaining / shares as dollars from lot
           where remaining > 0 and (book = any (@Books) or token_id = any (@Tokens) or billing_account_id = any (@Capped))
          union all
          select o.billing_account_id, o.book, o.condition_id, o.token_id, f.shares * f.price from order_fill f join trade_order o on o.id = f.order_id
           where o.side = 'buy' and f.settlement in ('matched', 'retrying', 'mined') and (o.book = any (@Books) or o.token_id = any (@Tokens) or o.billing_account_id = any (@Capped))
          union all
          select o.billing_account_id, o.book, o.condition_id, o.token_id,
                 o.limit_price * (case when o.status in ('pending', 'open', 'partial') then o.shares - o.matched_shares else 0 end
                                  + greatest(0, o.matched_shares - coalesce((select sum(f.shares) from order_fill f where f.order_id = o.id), 0)))
            from trade_order o
           where o.side = 'buy' and o.status <> 'error' and (o.book = any (@Books) or o.token_id = any (@Tokens) or o.billing_account_id = any (@Capped))
             and (o.status in ('pending', 'open', 'partial') or (o.matched_shares > 0 and o.finished_at > @since))) i
         group by 1, 2, 3, 4;
        """;

    public const string Resting = """
        select billing_account_id as Tenant, book, condition_id as Condition, count(*)::int as Orders from trade_order
         where status in ('pending', 'open', 'partial') and book = any (@Books)
         group by 1, 2, 3;
        """;

    // What may give way to a better limit: the only unfinished order of its book on the market, a buy that rests.
    public const string RestingBuys = """
        select o.billing_account_id as Tenant, o.book, o.condition_id as Condition, o.id, o.token_id as Token, o.limit_price as Limit,
               o.limit_price * (o.shares - o.matched_shares) as Amount, o.accepted_at is not null as IsAtVenue
          from trade_order o
         where o.holds_place and o.book = any (@Books) and o.condition_id = any (@Conditions);
        """;

    public const string Free = MeansSql.Free + ";";

    // What the wallet held just before, written down when the fill was stored.
    public const string Before = "select fill_id, before::text from wallet_holding_move where fill_id = any (@Fills);";

    public const string Statistics = """
        select s.wallet, s.captured_at, s.window_days, s.sample_size, s.p50, s.p75, s.p90, s.p95, s.p99
          from unnest(@Measured) as w (wallet)
          join lateral (select * from wallet_statistic o where o.wallet = w.wallet order by captured_at desc limit 1) s on s.sample_size > 0;
        """;

    public const string Realized = """
        select billing_account_id as Tenant, sum(proceeds - cost) as Amount from lot_close
         where billing_account_id = any (@Stopping) and closed_at >= @midnight
         group by 1;
        """;

    public const string Pace = """
        select o.billing_account_id as Tenant, o.book, o.condition_id as Condition, count(*) filter (where d.decided_at > @hourAgo)::int as Entries, max(d.decided_at) as LastAt
          from copy_decision d join trade_order o on o.id = d.order_id
         where d.billing_account_id = any (@Paced) and d.decided_at > @dayAgo and o.side = 'buy' and o.book = any (@Books)
         group by 1, 2, 3;
        """;

    public const string Baselines = """
        select billing_account_id as Tenant, target_key, condition_id as Condition, costs::text from copy_baseline
         where target_key = any (@Gaps) and condition_id = any (@Conditions);
        """;

    public const string Waiting = """
        select billing_account_id as Tenant, target_key, group_id, fill_id, token_id as Token, side, shares, price, filled_at from accumulation
         where ended_at is null and target_key = any (@Summed) and token_id = any (@Tokens)
         order by filled_at, fill_id;
        """;
}
