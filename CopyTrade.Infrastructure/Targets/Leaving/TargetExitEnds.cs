using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Rules;

namespace CopyTrade.Infrastructure.Targets.Leaving;

/// <summary>Ends a leaving inside the caller's transaction: its halt is lifted and no rule of it is left watching.</summary>
internal static class TargetExitEnds
{
    private const string WatchedSql = """
        select distinct s.token_id from target_exit e join target_exit_sale s on s.exit_id = e.id join trade_rule r on r.id = s.rule_id
         where e.billing_account_id = @Tenant and e.copy_target_id = @target and e.ended_at is null and r.status in ('active', 'pending_approval') order by 1
        """;

    private const string WatchingSql = $"""
        select {RuleRow.Columns} from target_exit_sale s join trade_rule r on r.id = s.rule_id
         where s.exit_id = @Id and r.status in ('active', 'pending_approval') order by r.id for update of r
        """;

    private const string EndSql = "update target_exit set state = @state, note = @note, ended_at = @now where id = @Id";

    // An operator who took the halt over keeps it.
    private const string LiftSql = """
        update trading_halt set released_by = @Owner, released_at = @now, release_reason = @reason where id = @Halt and @IsOwnHalt and released_at is null and set_by = @Owner
        """;

    /// <summary>Waits for the turns of the outcomes that it still sells. To be called after the turn of targets and before any row is locked.</summary>
    public static async Task TakeTurnsAsync(TenantScope scope, TenantRef tenant, TargetRowId target)
    {
        foreach (var token in await scope.QueryAsync<TokenId>(WatchedSql, new { tenant.Tenant, target })) await SaleTurns.TakeAsync(scope, tenant.Tenant, token);
    }

    /// <summary>Ends it without the rest being sold. Sales that have begun run to their end: an order may be on its way.</summary>
    public static async Task GiveUpAsync(TenantScope scope, TenantRef tenant, TargetExitRow exit, string note, DateTimeOffset now)
    {
        foreach (var rule in (await scope.QueryAsync<RuleRow>(WatchingSql, new { exit.Id })).Select(row => row.ToRule()))
        {
            const string Why = "The target is not being left any more.";
            if (await RuleMoves.TryAsync(scope, rule, RuleMove.Cancel, Why, now) is not null) await RuleLog.AddAsync(scope, rule, RuleEventKind.RuleCanceled, now, data: new { reason = Why });
        }

        await EndAsync(scope, tenant, exit, TargetExitState.GivenUp, note, "not being left any more", now);
    }

    /// <summary>Ends it: nothing is left that can be sold.</summary>
    public static Task FinishAsync(TenantScope scope, TenantRef tenant, TargetExitRow exit, string note, DateTimeOffset now) =>
        EndAsync(scope, tenant, exit, TargetExitState.Done, note, "left, and followed no more", now);

    private static async Task EndAsync(TenantScope scope, TenantRef tenant, TargetExitRow exit, TargetExitState state, string note, string reason, DateTimeOffset now)
    {
        await scope.ExecuteAsync(EndSql, new { exit.Id, state = state.ToText(), note, now });
        if (await scope.ExecuteAsync(LiftSql, new { exit.Halt, exit.IsOwnHalt, tenant.Owner, now, reason }) > 0) scope.Announce(ChangeKind.Halts, tenant.Tenant);
        scope.Announce(ChangeKind.Targets, tenant.Tenant);
    }
}
