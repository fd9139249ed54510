using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Makes rules inside the caller's transaction, under the limit of active rules of one account.</summary>
internal static class RuleInserts
{
    private const string InsertSql = """
        insert into trade_rule (id, billing_account_id, kind, condition_id, token_id, book, trigger_price, trailing_percent, amount, source, floor_price, max_slippage_percent,
                                expires_at, asks_first, bracket_id, title, outcome, status, created_at, changed_at)
        values (@Id, @Tenant, @kind, @Condition, @Token, @Book, @Trigger, @TrailingPercent, @amount, @source, @Floor, @MaxSlippagePercent,
                @ExpiresAt, @AsksFirst, @bracket, @title, @outcome, 'active', @now, @now)
        """;

    // Two wishes of one tenant are counted one after the other.
    private const string TurnSql = "select pg_advisory_xact_lock(hashtextextended('rules of ' || @Tenant::text, 0))";

    /// <summary>The rules, or why there is no room for them.</summary>
    public static async Task<(IReadOnlyList<TradeRule> Made, string? Problem)> TryAsync(TenantScope scope, TenantRef tenant, RuleDraft draft, int mostActive, DateTimeOffset now)
    {
        await scope.ExecuteAsync(TurnSql, new { Tenant = tenant.Tenant.Value });
        var active = await scope.QuerySingleAsync<long>("select count(*) from trade_rule where billing_account_id = @Tenant and status = 'active'", new { tenant.Tenant });
        if (active + draft.Terms.Count > mostActive) return ([], $"At most {mostActive} rules may be active, {active} are: cancel one first.");
        Guid? bracket = draft.Terms.Count > 1 ? Guid.CreateVersion7(now) : null;
        var made = draft.Terms.Select(terms => new TradeRule(new(Guid.CreateVersion7(now)), tenant.Tenant, terms, bracket, RuleStatus.Active, 1, false, 0, draft.Title, draft.Outcome, null, now, now, null)).ToList();
        foreach (var rule in made)
        {
            await scope.ExecuteAsync(InsertSql, Columns(rule, now));
            await RuleLog.AddAsync(scope, rule, RuleEventKind.RuleCreated, now, data: Correlation.Current is { } cause ? new { correlation_id = cause } : null);
        }

        scope.Announce(ChangeKind.Rules, tenant.Tenant);
        return (made, null);
    }

    private static object Columns(TradeRule rule, DateTimeOffset now) => new
    {
        rule.Id, rule.Tenant, kind = rule.Terms.Kind.ToText(), rule.Terms.Condition, rule.Terms.Token, rule.Terms.Book, rule.Terms.Trigger, rule.Terms.TrailingPercent,
        amount = (rule.Terms.Action as ExitAction.SellPart)?.Amount, source = rule.Terms.Source.ToText(), rule.Terms.Floor, rule.Terms.MaxSlippagePercent,
        rule.Terms.ExpiresAt, rule.Terms.AsksFirst, bracket = rule.Bracket, title = rule.Title, outcome = rule.Outcome, now,
    };
}
