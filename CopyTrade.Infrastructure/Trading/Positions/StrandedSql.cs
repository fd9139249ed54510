namespace CopyTrade.Infrastructure.Trading.Positions;

/// <summary>Which sales of targets left shares that nobody watches. Read from the ledger: it is over once they are sold, paid or guarded, or another sale was written.</summary>
internal static class StrandedSql
{
    /// <summary>Of a copied sale (o).</summary>
    public const string IsStranded = """
        o.side = 'sell' and o.origin = 'mirror' and o.status in ('error', 'canceled') and o.matched_shares < o.shares and coalesce(o.cancel_reason, '') <> 'by hand'
           and exists (select from lot l where l.billing_account_id = o.billing_account_id and l.book = o.book and l.token_id = o.token_id and l.remaining >= 0.01 and not l.lies_elsewhere)
           and not exists (select from book_position p where p.billing_account_id = o.billing_account_id and p.book = o.book and p.token_id = o.token_id and p.ended_at is null and p.state not in ('open', 'closing'))
           and not exists (select from trade_order s where s.billing_account_id = o.billing_account_id and s.book = o.book and s.token_id = o.token_id and s.side = 'sell'
                              and (s.status in ('pending', 'open', 'partial') or (s.created_at, s.id) > (o.created_at, o.id)
                                   or exists (select from order_fill m where m.order_id = s.id and m.settlement in ('matched', 'retrying', 'mined'))))
           and not exists (select from trade_rule r where r.billing_account_id = o.billing_account_id and r.token_id = o.token_id and (r.book is null or r.book = o.book)
                              and r.status in ('active', 'pending_approval', 'triggered'))
        """;

    /// <summary>A <see cref="Domain.Trading.StrandReason"/> of such a sale.</summary>
    public const string Reason = """
        case when o.failure = 'stale' and exists (select from order_event e where e.order_id = o.id and e.kind = 'put_off') then 'hour_full'
             when o.failure = 'stale' then 'too_late'
             when o.venue_error = 'no_match' or (o.failure is null and o.time_in_force in ('fak', 'fok')) then 'no_bid'
             when o.failure = 'rejected' then 'refused'
             when o.failure is not null then 'not_allowed'
             else 'taken_back' end
        """;
}
