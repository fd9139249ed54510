using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>What a wallet's end and beginning do to rules: they stay as they are, nothing of them can sell meanwhile, and their timelines say so.</summary>
internal static class RulePauses
{
    private const string Sql = """
        insert into rule_event (billing_account_id, rule_id, kind, at, trigger_price, data)
        select r.billing_account_id, r.id, @kind, @now, r.trigger_price, jsonb_build_object('reason', @reason::text)
          from trade_rule r where r.billing_account_id = @Tenant and (r.status in ('active', 'pending_approval') or exists (select from rule_exit x where x.rule_id = r.id and x.state = 'running'))
           and (@kind = 'rule_paused' or (select e.kind from rule_event e where e.billing_account_id = r.billing_account_id and e.rule_id = r.id and e.kind in ('rule_paused', 'rule_resumed') order by e.id desc limit 1) = 'rule_paused')
        """;

    /// <summary>In the transaction that takes the wallet away.</summary>
    public static Task PauseAsync(TenantScope scope, TenantRef tenant, DateTimeOffset now) => NoteAsync(scope, tenant, RuleEventKind.RulePaused, "The wallet was disconnected: nothing can be sold until one is connected.", now);

    /// <summary>In the transaction that connects a wallet: rules that were paused go on.</summary>
    public static Task ResumeAsync(TenantScope scope, TenantRef tenant, DateTimeOffset now) => NoteAsync(scope, tenant, RuleEventKind.RuleResumed, "A wallet is connected again.", now);

    private static async Task NoteAsync(TenantScope scope, TenantRef tenant, RuleEventKind kind, string reason, DateTimeOffset now)
    {
        if (await scope.ExecuteAsync(Sql, new { tenant.Tenant, kind = kind.ToText(), reason, now }) > 0) scope.Announce(ChangeKind.Rules, tenant.Tenant);
    }
}
