namespace CopyTrade.Infrastructure.Ledger;

/// <summary>Where the facts of the ledger come from. What is voided, failed or not final is in none of these tables, or is left out.</summary>
internal static class FactSql
{
    /// <summary>Facts of <c>@tenants</c> without an entry that were written after <c>@since</c>.</summary>
    public const string Unposted = """
        select f.* from (
          select l.billing_account_id as tenant, 'bought' as kind, 'lot:' || l.id as source_key, l.opened_at as at, l.book, l.condition_id, l.token_id, o.mode, l.price as entry_price,
                 l.shares, l.cost - l.late_fee as cost, 0::numeric as proceeds, case when f.fee_learned_at is null then coalesce(f.fee, 0) else 0 end as fee
            from lot l join order_fill f on f.id = l.order_fill_id join trade_order o on o.id = f.order_id
           where l.billing_account_id = any (@tenants) and f.settlement = 'confirmed' and f.updated_at > @since
          union all
          select f.billing_account_id, 'sold', 'sale:' || f.id, f.matched_at, o.book, o.condition_id, o.token_id, o.mode, null,
                 f.shares, 0, trunc(f.shares * f.price, 6) - case when f.fee_learned_at is null then coalesce(f.fee, 0) else 0 end, case when f.fee_learned_at is null then coalesce(f.fee, 0) else 0 end
            from order_fill f join trade_order o on o.id = f.order_id
           where f.billing_account_id = any (@tenants) and o.side = 'sell' and f.settlement = 'confirmed' and f.updated_at > @since
          union all
          select f.billing_account_id, 'fee', 'fee:' || f.id, f.matched_at, o.book, o.condition_id, o.token_id, o.mode, l.price,
                 0, coalesce(l.late_fee, 0), 0, f.fee
            from order_fill f join trade_order o on o.id = f.order_id left join lot l on l.order_fill_id = f.id
           where f.billing_account_id = any (@tenants) and f.fee_learned_at > @since and f.fee > 0
          union all
          select c.billing_account_id, case when c.order_fill_id is null then 'ended' else 'closed' end, 'close:' || c.id, c.closed_at, l.book, l.condition_id, l.token_id, o.mode, l.price,
                 c.shares, c.cost, c.proceeds, 0
            from lot_close c join lot l on l.id = c.lot_id join order_fill f on f.id = l.order_fill_id join trade_order o on o.id = f.order_id
           where c.billing_account_id = any (@tenants) and c.closed_at > @since
          union all
          select t.billing_account_id, 'capital', 'transfer:' || t.id, t.ended_at, null, null, null, null, null, 0, 0, case t.kind when 'withdraw' then -t.amount else t.amount end, 0
            from wallet_transfer t where t.billing_account_id = any (@tenants) and t.state = 'confirmed' and t.ended_at > @since
          union all
          select p.billing_account_id, 'capital', 'paper:' || p.billing_account_id, p.opened_at, null, null, null, 'paper', null, 0, 0, p.start_usdc, 0
            from paper_account p where p.billing_account_id = any (@tenants) and p.opened_at > @since) f
         where not exists (select from ledger_entry e where e.billing_account_id = f.tenant and e.source_key = f.source_key)
        """;

    public const string Insert = """
        with written as (
          insert into ledger_entry (id, billing_account_id, source_key, kind, at, book, condition_id, token_id, mode, entry_price, builder, posted_at)
          select * from unnest(@ids, @accounts, @sources, @kinds, @times, @books, @conditions, @tokens, @modes, @prices, @builders) e, (select @now::timestamptz) n
              on conflict (billing_account_id, source_key) do nothing
          returning id, billing_account_id)
        insert into ledger_posting (entry_id, line, billing_account_id, account, amount, token_id, shares)
        select p.entry, p.line, w.billing_account_id, p.account, p.amount, p.token, p.shares
          from unnest(@entries, @lines, @ledgerAccounts, @amounts, @postedTokens, @shares) as p (entry, line, account, amount, token, shares) join written w on w.id = p.entry
        """;
}
