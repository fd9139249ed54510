using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Each wish is one transaction; a rule that moves meanwhile is looked at again by its owner.</summary>
internal sealed partial class RuleChanges(TenantScopes scopes, IOptions<RuleOptions> options, TimeProvider clock, ILogger<RuleChanges> logger) : IRuleChanges
{
    private static readonly RuleChange NotFound = new RuleChange.Refused("rule_not_found", "There is no such rule.");
    private static readonly RuleChange Moved = new RuleChange.Refused("rule_moved", "The rule changed just now: look at it again.");

    public async Task<RuleChange> CreateAsync(TenantRef tenant, RuleDraft draft, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (Problem(draft, now) is { } problem) return new RuleChange.Refused("rule_invalid", problem);
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var (made, full) = await RuleInserts.TryAsync(scope, tenant, draft, options.Value.MostActive, now);
        if (full is not null) return new RuleChange.Refused("rule_limit", full);
        await scope.CommitAsync();
        foreach (var rule in made) Log.Made(logger, rule.Id, rule.Terms.Kind, rule.Terms.Token);
        return new RuleChange.Done(made);
    }

    public Task<RuleChange> MoveTriggerAsync(TenantRef tenant, RuleId id, Price trigger, CancellationToken ct) => ChangeAsync(tenant, id, async (scope, rule, now) =>
    {
        if (RuleCheck.ChangeProblem(rule.Status, trigger) is { } problem) return new RuleChange.Refused(rule.Status == RuleStatus.Active ? "rule_invalid" : "rule_not_active", problem);
        await scope.ExecuteAsync("update trade_rule set trigger_price = @trigger, version = version + 1, changed_at = @now where id = @id", new { id, trigger, now });
        await RuleLog.AddAsync(scope, rule, RuleEventKind.RuleChanged, now, trigger: trigger, data: new { before = rule.Terms.Trigger });
        scope.Announce(ChangeKind.Rules, tenant.Tenant);
        return new RuleChange.Done([rule with { Terms = rule.Terms with { Trigger = trigger }, Version = rule.Version + 1, ChangedAt = now }]);
    }, ct);

    public Task<RuleChange> CancelAsync(TenantRef tenant, RuleId id, CancellationToken ct) => ChangeAsync(tenant, id, async (scope, rule, now) =>
    {
        if (rule.Status is RuleStatus.Canceled or RuleStatus.Expired) return new RuleChange.Done([rule]);
        if (RuleLifecycle.Next(rule.Status, RuleMove.Cancel) is null) return new RuleChange.Refused("rule_not_active", "The rule has fired and its sale is under way: it cannot be called off any more.");
        return await MoveAsync(scope, rule, RuleMove.Cancel, RuleEventKind.RuleCanceled, "Cancelled by its owner.", now);
    }, ct);

    public Task<RuleChange> AnswerAsync(TenantRef tenant, RuleId id, bool approve, CancellationToken ct) => ChangeAsync(tenant, id, async (scope, rule, now) =>
    {
        if (rule.Status != RuleStatus.PendingApproval) return new RuleChange.Refused("rule_not_active", "The rule does not wait for an answer.");
        if (!approve) return await MoveAsync(scope, rule, RuleMove.Deny, RuleEventKind.RuleFailed, "Its owner said no.", now);
        var price = await scope.QuerySingleAsync<Price>(
            "select coalesce((select price from rule_event where rule_id = @id and kind = 'action_pending_approval' order by id desc limit 1), @trigger)", new { id, trigger = rule.Terms.Trigger });
        return await ApproveAsync(scope, rule, price, now);
    }, ct);

    private static async Task<RuleChange> ApproveAsync(TenantScope scope, TradeRule rule, Price price, DateTimeOffset now)
    {
        if (await SaleTurns.SiblingExitsAsync(scope, rule)) return new RuleChange.Refused("rule_not_active", "The other rule of the bracket is selling.");
        if (await RuleMoves.TryAsync(scope, rule, RuleMove.Approve, null, now) is not { } approved) return Moved;
        await RuleExits.BeginAsync(scope, approved, price, now);
        await RuleLog.AddAsync(scope, rule, RuleEventKind.RuleTriggered, now, price, data: new { approved = true, exit = approved.Exits });
        return new RuleChange.Done([approved]);
    }

    private static async Task<RuleChange> MoveAsync(TenantScope scope, TradeRule rule, RuleMove move, RuleEventKind kind, string reason, DateTimeOffset now)
    {
        if (await RuleMoves.TryAsync(scope, rule, move, reason, now) is not { } moved) return Moved;
        await RuleLog.AddAsync(scope, rule, kind, now, data: new { reason });
        return new RuleChange.Done([moved]);
    }

    private async Task<RuleChange> ChangeAsync(TenantRef tenant, RuleId id, Func<TenantScope, TradeRule, DateTimeOffset, Task<RuleChange>> change, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        if (await scope.QuerySingleOrDefaultAsync<TokenId>("select token_id from trade_rule where billing_account_id = @Tenant and id = @id", new { tenant.Tenant, id }) is not { } token) return NotFound;
        await SaleTurns.TakeAsync(scope, tenant.Tenant, token);
        var row = await scope.QuerySingleOrDefaultAsync<RuleRow>($"select {RuleRow.Columns} from trade_rule r where r.billing_account_id = @Tenant and r.id = @id for update", new { tenant.Tenant, id });
        if (row is null) return NotFound;
        var answer = await change(scope, row.ToRule(), clock.GetUtcNow());
        if (answer is RuleChange.Done) await scope.CommitAsync();
        return answer;
    }

    private static string? Problem(RuleDraft draft, DateTimeOffset now) => draft.Terms switch
    {
        [var one] => RuleCheck.Problem(one, now),
        [var stop, var target] => RuleCheck.Problem(stop, now) ?? RuleCheck.Problem(target, now) ?? RuleCheck.BracketProblem(stop, target),
        _ => "One rule, or the two of a bracket, can be made at once.",
    };
    private static partial class Log
    {
        [LoggerMessage(EventId = 7091, EventName = "rule.made", Level = LogLevel.Information, Message = "Rule {RuleId} was made: {Kind} on token {Token}.")]
        public static partial void Made(ILogger logger, RuleId ruleId, RuleKind kind, Domain.Venue.TokenId token);
    }
}
