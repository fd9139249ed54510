namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>Where an order (o) stands, given its matches (m): the one place that says so.</summary>
internal static class OrderLineSql
{
    public const string From = """
        from trade_order o
          left join lateral (
            select count(*) as total,
                   count(*) filter (where x.settlement <> 'failed') as standing,
                   count(*) filter (where x.settlement in ('matched', 'retrying', 'mined')) as unsettled
              from order_fill x where x.billing_account_id = o.billing_account_id and x.order_id = o.id) m on true
        """;

    public const string Stage = """
        case when o.status = 'error' then 'failed'
             when o.status = 'pending' then case when o.unknown_since is null then 'pending' else 'unknown' end
             when o.status in ('open', 'partial') then 'resting'
             when m.total > 0 and m.standing = 0 then 'void'
             when m.total = 0 then case o.status when 'filled' then 'settling' else 'canceled' end
             when m.unsettled > 0 then 'settling'
             else 'confirmed' end
        """;

    public const string Matches = """
        select x.order_id,
               coalesce(sum(x.shares) filter (where x.settlement = 'matched'), 0) as matched,
               coalesce(sum(x.shares) filter (where x.settlement in ('retrying', 'mined')), 0) as settling,
               coalesce(sum(x.shares) filter (where x.settlement = 'confirmed'), 0) as confirmed,
               coalesce(sum(x.shares) filter (where x.settlement = 'failed'), 0) as voided,
               sum(x.shares * x.price) filter (where x.settlement <> 'failed') as dollars,
               case when bool_or(x.fee is null) filter (where x.settlement <> 'failed') then null else sum(x.fee) filter (where x.settlement <> 'failed') end as fee,
               coalesce(sum(l.remaining), 0) as held,
               coalesce(sum(c.shares), 0) as closed
          from order_fill x
          left join lot l on l.order_fill_id = x.id
          left join lateral (select sum(shares) as shares from lot_close where order_fill_id = x.id) c on true
         where x.order_id = any (@ids)
         group by x.order_id
        """;
}
