namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>The one place that says where a story stands, given its decision (d), order (o) and matches (m).</summary>
internal static class StorySql
{
    // They left before our order had been sent: the venue never heard of it.
    private const string IsWithdrawn = "o.status = 'canceled' and o.submitted_at is null";

    public const string Joins = $"""
        {DecidedOrderSql.Join}
          left join lateral (
            select count(*) as total,
                   count(*) filter (where x.settlement <> 'failed') as standing,
                   coalesce(bool_or(x.settlement = 'matched'), false) as is_matched,
                   coalesce(bool_or(x.settlement in ('retrying', 'mined')), false) as is_settling,
                   sum(x.shares) filter (where x.settlement <> 'failed') as shares,
                   sum(x.shares * x.price) filter (where x.settlement <> 'failed') as dollars,
                   max(x.updated_at) as updated_at
              from order_fill x where x.billing_account_id = o.billing_account_id and x.order_id = o.id) m on true
        """;

    // What still rests is the news; once nothing rests, the match that is furthest from final.
    public const string Result = $"""
        case when d.outcome = 'error' or o.status = 'error' then 'failed'
             when d.outcome = 'skipped' then 'skipped'
             when o.status = 'pending' then case when o.unknown_since is null then 'pending' else 'unknown' end
             when o.status in ('open', 'partial') then 'open'
             when {IsWithdrawn} then 'skipped'
             when m.total > 0 and m.standing = 0 then 'void'
             when m.total = 0 then case o.status when 'filled' then 'matched' else 'canceled' end
             when m.is_matched then 'matched'
             when m.is_settling then 'settling'
             else 'confirmed' end
        """;

    public const string Reason = $"case when {IsWithdrawn} then 'withdrawn' else coalesce(o.failure, d.reason) end";

    public const string Since = """
        case when o.id is null then d.decided_at
             when o.status = 'pending' then coalesce(o.unknown_since, o.submitted_at, o.created_at)
             when o.status in ('open', 'partial') then coalesce(o.accepted_at, o.submitted_at, o.created_at)
             else coalesce(m.updated_at, o.finished_at, o.synced_at, o.created_at) end
        """;
}
