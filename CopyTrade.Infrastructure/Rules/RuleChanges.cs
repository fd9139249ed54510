using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Each wish is one transaction; a rule that moves meanwhile is looked at again by its owner.</summary>
internal sealed class RuleChanges(TenantScopes scopes, IOptions<RuleOptions> options, TimeProvider clock) : IRuleChanges
{
    private static readonly RuleChange NotFound = new RuleChange.Refused("rule_not_found", "There is no such rule.");
    private static readonly RuleChange Moved = new RuleChange.Refused("rule_moved", "The rule changed just now: look at it again.");

    private const string InsertSql = """
        insert into trade_rule (id, billing_account_id, kind, condition_id, token_id, book, trigger_price, trailing_percent, amount, source, floor_price, max_slippage_percent,
                                expires_at, asks_first, bracket_id, title, outcome, status, created_at, changed_at)
        values (@Id, @Tenant, @kind, @Condition, @Token, @Book, @Trigger, @TrailingPercent, @amount, @source, @Floor, @MaxSlippagePercent,
                @ExpiresAt, @AsksFirst, @bracket, @title, @outcome, 'active', @now, @now)
        """;

    // Two wishes of one tenant are counted one after the other.
    private const string TurnSql = "select pg_advisory_xact_lock(hashtextextended('rules of ' || @Tenant::text, 0))";

    public async Task<RuleChange> CreateAsync(TenantRef tenant, RuleDraft draft, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (Problem(draft, now) is { } problem) return new RuleChange.Refused("rule_invalid", problem);
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await scope.ExecuteAsync(TurnSql, new { Tenant = tenant.Tenant.Value });
        var active = await scope.QuerySingleAsync<long>("select count(*) from trade_rule where billing_account_id = @Tenant and status = 'active'", new { tenant.Tenant });
        if (active + draft.Terms.Count > options.Value.MostActive)
            return new RuleChange.Refused("rule_limit", $"At most {options.Value.MostActive} rules may be active, {active} are: cancel one first.");
        Guid? bracket = draft.Terms.Count > 1 ? Guid.CreateVersion7(now) : null;
        var made = draft.Terms.Select(terms => new TradeRule(new(Guid.CreateVersion7(now)), tenant.Tenant, terms, bracket, RuleStatus.Active, 1, false, 0, draft.Title, draft.Outcome, null, now, now, null)).ToList();
        foreach (var rule in made)
        {
            await scope.ExecuteAsync(InsertSql, Columns(rule, now));
            await RuleLog.AddAsync(scope, rule, RuleEventKind.RuleCreated, now);
        }

        await scope.NotifyAsync(ChangeKind.Rules, tenant.Tenant);
        await scope.CommitAsync();
        return new RuleChange.Done(made);
    }

    public Task<RuleChange> MoveTriggerAsync(TenantRef tenant, RuleId id, Price trigger, CancellationToken ct) => ChangeAsync(tenant, id, async (scope, rule, now) =>
    {
        if (RuleCheck.ChangeProblem(rule.Status, trigger) is { } problem) return new RuleChange.Refused(rule.Status == RuleStatus.Active ? "rule_invalid" : "rule_not_active", problem);
        await scope.ExecuteAsync("update trade_rule set trigger_price = @trigger, version = version + 1, changed_at = @now where id = @id", new { id, trigger, now });
        await RuleLog.AddAsync(scope, rule, RuleEventKind.RuleChanged, now, trigger: trigger, data: new { before = rule.Terms.Trigger });
        await scope.NotifyAsync(ChangeKind.Rules, tenant.Tenant);
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

    private static object Columns(TradeRule rule, DateTimeOffset now) => new
    {
        rule.Id, rule.Tenant, kind = rule.Terms.Kind.ToText(), rule.Terms.Condition, rule.Terms.Token, rule.Terms.Book, rule.Terms.Trigger, rule.Terms.TrailingPercent,
        amount = (rule.Terms.Action as ExitAction.SellPart)?.Amount, source = rule.Terms.Source.ToText(), rule.Terms.Floor, rule.Terms.MaxSlippagePercent,
        rule.Terms.ExpiresAt, rule.Terms.AsksFirst, bracket = rule.Bracket, title = rule.Title, outcome = rule.Outcome, now,
    };
}
