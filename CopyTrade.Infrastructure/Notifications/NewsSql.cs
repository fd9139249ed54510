using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Trading.Positions;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>
/// Finds what people are told of in the records that trading keeps anyway: nothing is written there for it (F21). Each branch
/// gives a key made of its cause; what has a notification under it is left out.
/// </summary>
internal static class NewsSql
{
    public const string Find = $"""
        with news as (
          {Rules}
          union all {Failed}
          union all {Stranded}
          union all {PassedOver}
          union all {Unknown}
          union all {Reversed}
          union all {Halts}
          union all {Releases}
          union all {PlatformHalts}
          union all {PlatformReleases}
          union all {Copies}
          union all {Losses}
          union all {Alerts}
          union all {FailedAlerts}
          union all {Jobs}
          union all {Wallets}
          union all {Drifts})
        select * from news where not exists (select from notification n where n.billing_account_id = news.tenant and n.key = news.key) order by at limit @most
        """;

    private const string Rules = """
        select e.billing_account_id as tenant,
               case e.kind when 'rule_triggered' then 'rule_fired' when 'action_pending_approval' then 'rule_waits' when 'action_executed' then 'rule_sold' when 'rule_expired' then 'rule_expired' else 'rule_failed' end as kind,
               'rule:' || e.id as key, e.at, e.rule_id as subject, r.title, r.outcome, r.kind as reason, coalesce(e.data->>'reason', r.reason) as detail, null::text as mode, null::text as side,
               e.price, e.trigger_price as amount
          from rule_event e join trade_rule r on r.id = e.rule_id
         where e.billing_account_id = any(@tenants) and e.at >= @since and e.kind in ('rule_triggered', 'action_pending_approval', 'action_executed', 'action_failed', 'rule_failed', 'rule_expired')
        """;

    // Entries of a target that is being left are refused as its owner wanted: they are told by the halt, once. A sale that left shares is told as that.
    private const string Failed = $"""
        select o.billing_account_id, 'order_failed', 'failed:' || o.id, o.finished_at, o.id, o.title, o.outcome, o.failure, o.failure_detail, o.mode, o.side, o.limit_price, o.notional
          from trade_order o where o.billing_account_id = any(@tenants) and o.status = 'error' and o.finished_at >= @since
           and not (o.failure = 'halted' and exists (select from target_exit e where e.billing_account_id = o.billing_account_id and e.book = o.book
                                                        and o.finished_at between e.asked_at and coalesce(e.ended_at, 'infinity')))
           and not ({StrandedSql.IsStranded}) and not exists (select from notification n where n.billing_account_id = o.billing_account_id and n.key = 'stranded:' || o.id)
        """;

    // A moment later than it ended: what comes instead of it is written by then.
    private const string Stranded = $"""
        select o.billing_account_id, 'exit_stranded', 'stranded:' || o.id, o.finished_at, o.id, o.title, o.outcome, {StrandedSql.Reason}, case when o.matched_shares > 0 then 'part' end, o.mode, o.side, o.limit_price, o.shares - o.matched_shares
          from trade_order o where o.billing_account_id = any(@tenants) and o.finished_at >= @since and o.finished_at < @aMomentAgo and {StrandedSql.IsStranded}
        """;

    // The newest of several: after a pause they are all skipped at once.
    private const string PassedOver = $"""
        (select distinct on (d.billing_account_id, d.target_key, f.token_id)
                d.billing_account_id, 'exit_stranded', 'passed:' || d.id, d.decided_at, d.id, f.title, f.outcome, {PassedOverExits.Reason}, null, d.mode, f.side, f.price, f.shares
           from copy_decision d join observed_fill f using (fill_id)
          where d.billing_account_id = any(@tenants) and d.decided_at >= @since and d.decided_at < @aMomentAgo and {PassedOverExits.Is}
          order by d.billing_account_id, d.target_key, f.token_id, d.decided_at desc)
        """;

    private const string Unknown = """
        select o.billing_account_id, 'order_unknown', 'unknown:' || o.id || ':' || extract(epoch from o.unknown_since)::bigint, o.unknown_since, o.id, o.title, o.outcome, o.unknown_cause, null, o.mode, o.side, o.limit_price, o.notional
          from trade_order o where o.billing_account_id = any(@tenants) and o.status in ('pending', 'open', 'partial') and o.unknown_since < @minuteAgo
        """;

    private const string Reversed = """
        select f.billing_account_id, 'settlement_reversed', 'reversed:' || f.id, f.updated_at, o.id, o.title, o.outcome, null, f.transaction_hash, o.mode, o.side, f.price, f.shares
          from order_fill f join trade_order o on o.id = f.order_id
         where f.billing_account_id = any(@tenants) and f.settlement = 'failed' and f.updated_at >= @since
        """;

    // A target that is being left copies nothing new: that is no alarm, it was asked for.
    private const string Halts = """
        select h.billing_account_id, case when h.scope = 'book' and (h.kind = 'pause' or exists (select from target_exit e where e.halt_id = h.id and e.is_own_halt)) then 'target_paused' else 'halt_set' end, 'halt:' || h.id, h.set_at, h.id, h.subject, h.scope, h.kind, h.reason, null, null, null::numeric, null::numeric
          from trading_halt h where h.billing_account_id = any(@tenants) and h.set_at >= @since
        """;

    private const string Releases = """
        select h.billing_account_id, 'halt_released', 'released:' || h.id, h.released_at, h.id, h.subject, h.scope, h.kind, h.release_reason, null, null, null::numeric, null::numeric
          from trading_halt h where h.billing_account_id = any(@tenants) and h.released_at >= @since
        """;

    private const string PlatformHalts = """
        select t.id, 'halt_set', 'halt:' || p.id, p.set_at, null::uuid, null, 'platform', 'halt', p.reason, null, null, null::numeric, null::numeric
          from platform_halt p cross join unnest(@tenants) t(id) where p.set_at >= @since
        """;

    private const string PlatformReleases = """
        select t.id, 'halt_released', 'released:' || p.id, p.released_at, null::uuid, null, 'platform', 'halt', null, null, null, null::numeric, null::numeric
          from platform_halt p cross join unnest(@tenants) t(id) where p.released_at >= @since
        """;

    private const string Copies = """
        select d.billing_account_id, 'copy_placed', 'copy:' || d.id, d.decided_at, d.order_id, o.title, o.outcome, null, null, d.mode, o.side, o.limit_price, o.notional
          from copy_decision d join trade_order o on o.id = d.order_id
         where d.billing_account_id = any(@tenants) and d.decided_at >= @since and d.outcome = 'placed'
        """;

    private const string Losses = """
        select d.billing_account_id, 'daily_loss_reached', 'loss:' || to_char(min(d.decided_at) at time zone 'utc', 'YYYYMMDD'), min(d.decided_at), null::uuid, null, null, null, null, min(d.mode), null, null::numeric, null::numeric
          from copy_decision d
         where d.billing_account_id = any(@tenants) and d.decided_at >= @since and d.reason = 'daily_loss_reached'
         group by d.billing_account_id, date_trunc('day', d.decided_at at time zone 'utc')
        """;

    private const string Alerts = """
        select a.billing_account_id, 'alert_received', 'alert:' || a.id, a.received_at, a.id, a.alert_type, a.source, a.mode, null, null, null, null::numeric, null::numeric
          from alert a where a.billing_account_id = any(@tenants) and a.received_at >= @since
        """;

    private const string FailedAlerts = """
        select a.billing_account_id, 'alert_failed', 'alertfailed:' || a.id, a.decided_at, a.id, a.alert_type, a.source, a.mode,
               (select j.error from harness_job j where j.alert_id = a.id order by j.id desc limit 1), null, null, null::numeric, null::numeric
          from alert a where a.billing_account_id = any(@tenants) and a.status = 'failed' and a.decided_at >= @since
        """;

    // Not of jobs that deliver: a receiver that is gone would be told of itself without end. The delivery log has those.
    private const string Jobs = """
        select j.billing_account_id, 'job_parked', 'job:' || j.id || ':' || j.attempts, j.ended_at, j.id, null, null, j.kind, j.error, null, null, null::numeric, j.attempts::numeric
          from harness_job j where j.billing_account_id = any(@tenants) and j.status in ('failed', 'parked') and j.kind <> 'notify' and j.ended_at >= @since
        """;

    // Told once a day while it lasts; a wallet that was connected a moment ago is still being prepared.
    private const string Wallets = """
        select w.billing_account_id, 'wallet_not_ready', 'wallet:' || w.id || ':' || md5(w.readiness_problem) || ':' || to_char(@now at time zone 'utc', 'YYYYMMDD'), @now, w.id, null, null, w.readiness_problem, null, null, null, null::numeric, null::numeric
          from wallet_connection w where w.billing_account_id = any(@tenants) and w.revoked_at is null and w.readiness_problem is not null and w.created_at < @tenMinutesAgo
        """;

    // Told once for each time they part: three comparisons in a row found it, so it is no trade on its way.
    private const string Drifts = """
        select c.billing_account_id, 'positions_apart', 'drift:' || c.connection_id || ':' || c.token_id || ':' || extract(epoch from c.drifting_since)::bigint, c.drifting_since, null::uuid, o.title, o.outcome, null, null, o.mode, null,
               null::numeric, c.drift
          from position_check c
          join wallet_connection w on w.id = c.connection_id and w.revoked_at is null
          left join lateral (select t.title, t.outcome, t.mode from trade_order t where t.billing_account_id = c.billing_account_id and t.condition_id = c.condition_id and t.token_id = c.token_id order by t.created_at desc limit 1) o on true
         where c.billing_account_id = any(@tenants) and c.drifting_since < @quarterAgo
        """;
}
