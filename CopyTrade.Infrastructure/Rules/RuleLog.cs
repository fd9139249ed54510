using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>The record of what happened to rules: append-only, in the transaction of what happened.</summary>
internal static class RuleLog
{
    private const string Sql = """
        insert into rule_event (billing_account_id, rule_id, kind, at, price, trigger_price, data) values (@Tenant, @Id, @kind, @now, @price, @trigger, @data::jsonb)
        """;

    /// <param name="scope">The transaction.</param>
    /// <param name="rule">The rule as it was before.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="now">When.</param>
    /// <param name="price">The price that it happened at; null when no price had to do with it.</param>
    /// <param name="trigger">The trigger after it.</param>
    /// <param name="data">What else is worth knowing; named values, written as JSON.</param>
    public static Task<int> AddAsync(TenantScope scope, TradeRule rule, RuleEventKind kind, DateTimeOffset now, Price? price = null, Price? trigger = null, object? data = null) =>
        scope.ExecuteAsync(Sql, new { rule.Tenant, rule.Id, kind = kind.ToText(), now, price, trigger = trigger ?? rule.Terms.Trigger, data = data is null ? "{}" : DomainJson.Write(data) });
}
