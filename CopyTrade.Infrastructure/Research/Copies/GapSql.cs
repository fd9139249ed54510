using CopyTrade.Infrastructure.Mirroring;

namespace CopyTrade.Infrastructure.Research.Copies;

/// <summary>What the copy gap reads: everything under row security, of one account.</summary>
internal static class GapSql
{
    public const string Targets = """
        select wallet, min(target_key::text)::uuid as TargetKey from copy_target
         where billing_account_id = @Tenant and (@target::uuid is null or wallet = (select wallet from copy_target where billing_account_id = @Tenant and id = @target))
         group by wallet order by wallet
        """;

    /// <summary>Trades of a wallet while it was followed, and whatever else was decided. What was seen after the platform's own limit was not seen in time; a fill of a moment ago is still being decided.</summary>
    public const string Trades = $"""
        select f.fill_id as Fill, f.token_id as Token, f.side, f.shares, f.price, f.filled_at as At, f.title, f.outcome, d.id as Decision, d.outcome as Decided, d.reason,
               d.reason = 'fill_too_old' and f.observed_at - f.filled_at > (d.input ->> 'max_fill_age')::interval as IsLate,
               coalesce((d.sizing ->> 'desired')::numeric, 0) as Desired, coalesce(o.wanted_shares, o.shares) as Ordered, o.limit_price as Limit, o.status, o.failure,
               coalesce((select a.ended_by = 'placed' from accumulation a where a.billing_account_id = @Tenant and a.target_key = @key and a.fill_id = f.fill_id), false) as IsJoined
          from observed_fill f
          left join copy_decision d on d.billing_account_id = @Tenant and d.target_key = @key and d.fill_id = f.fill_id
          {DecidedOrderSql.Join}
         where f.wallet = @wallet and f.filled_at < @to and (d.id is not null or f.observed_at < @settled)
           and (d.id is not null or exists (select from copy_target t where t.billing_account_id = @Tenant and t.wallet = f.wallet and f.filled_at >= t.created_at and (t.disabled_at is null or f.filled_at < t.disabled_at)))
         limit @most
        """;

    public const string Lots = """
        select l.id, l.token_id as Token, d.fill_id as Cause, l.shares, l.price, x.fee, l.cost, l.opened_at as OpenedAt
          from lot l join order_fill x on x.id = l.order_fill_id join trade_order o on o.id = x.order_id
          left join copy_decision d on d.billing_account_id = l.billing_account_id and d.order_id = coalesce(o.second_of, o.id)
         where l.billing_account_id = @Tenant and l.book = @book and l.opened_at < @to
        """;

    public const string Closes = """
        select c.lot_id as Lot, c.shares, x.price, round(coalesce(x.fee, 0) * c.shares / coalesce(x.shares, 1), 8) as Fee, x.id is not null and x.fee is null as IsFeeUnknown, c.proceeds, c.closed_at as At
          from lot_close c join lot l on l.id = c.lot_id left join order_fill x on x.id = c.order_fill_id
         where c.billing_account_id = @Tenant and l.book = @book and c.closed_at < @to
        """;

    public const string Unread = """
        select count(*)::int from coverage_check c cross join lateral jsonb_array_elements(c.missed) m
         where c.wallet = any (@wallets) and (m ->> 'at')::timestamptz >= @from and (m ->> 'at')::timestamptz < @to and not exists (select from observed_fill f where f.fill_id = m ->> 'id')
           and exists (select from copy_target t where t.billing_account_id = @Tenant and t.wallet = c.wallet and (m ->> 'at')::timestamptz >= t.created_at and (t.disabled_at is null or (m ->> 'at')::timestamptz < t.disabled_at))
        """;
}
