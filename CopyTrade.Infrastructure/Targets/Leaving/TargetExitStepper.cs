using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Rules;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Targets.Leaving;

/// <summary>One step of a leaving, inside the caller's transaction: what was decided and the rules that follow from it are one commit. Places no order: rules do.</summary>
public sealed class TargetExitStepper(IOptions<RuleOptions> options, TimeProvider clock)
{
    private const string CloseSql = """
        update target_exit set state = 'closing', note = @note, closing_at = coalesce(closing_at, @now) where id = @Id and (state = 'leaving' or note is distinct from @note)
        """;

    private const string LinkSql = "insert into target_exit_sale (rule_id, billing_account_id, exit_id, token_id, at) values (@rule, @Tenant, @Id, @Token, @now)";

    /// <summary>What was done. The caller has the turns of targets and of the sales under way (<see cref="TargetExitEnds.TakeTurnsAsync"/>), and commits.</summary>
    internal async Task<TargetExitStep> StepAsync(TenantScope scope, TenantRef tenant, TargetExitRow exit)
    {
        var now = clock.GetUtcNow();
        var step = TargetExitDecider.Next(await TargetExitFactsReader.ReadAsync(scope, tenant, exit, now));
        switch (step)
        {
            case TargetExitStep.Close close:
                await CloseAsync(scope, tenant, exit, close, now);
                break;
            case TargetExitStep.Finish finish:
                await TargetExitEnds.FinishAsync(scope, tenant, exit, finish.Note, now);
                if (await TargetRow.FindForChangeAsync(scope, tenant, exit.Target) is { } target) await TargetRemovals.RemoveAsync(scope, tenant, target, exit.Until, now);
                break;
            case TargetExitStep.GiveUp over:
                await TargetExitEnds.GiveUpAsync(scope, tenant, exit, over.Note, now);
                if (await TargetRow.FindForChangeAsync(scope, tenant, exit.Target) is { } stays)
                    await TargetHistory.AddAsync(scope, tenant, stays.Id, TargetSettings.Of(stays) with { LeavingBy = exit.Until }, TargetSettings.Of(stays), now);
                break;
        }

        return step;
    }

    private async Task CloseAsync(TenantScope scope, TenantRef tenant, TargetExitRow exit, TargetExitStep.Close close, DateTimeOffset now)
    {
        var note = close.Note;
        foreach (var holding in close.Sell)
        {
            var draft = new RuleDraft([CloseNow.Of(holding.Condition, holding.Token, exit.Book, now)], holding.Title, holding.Outcome);
            var (made, full) = await RuleInserts.TryAsync(scope, tenant, draft, options.Value.MostActive, now);
            foreach (var rule in made) await scope.ExecuteAsync(LinkSql, new { rule = rule.Id, tenant.Tenant, exit.Id, holding.Token, now });
            if (full is null) continue;
            note += $" {full}";   // the next round tries again
            break;
        }

        if (await scope.ExecuteAsync(CloseSql, new { exit.Id, note, now }) > 0) scope.Announce(ChangeKind.Targets, tenant.Tenant);
    }
}
