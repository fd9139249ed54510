using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>The way of a rule through the log, under the id of the request that made it (R4.23).</summary>
internal static partial class RuleTrail
{
    private const string CauseSql = "select data ->> 'correlation_id' from rule_event where billing_account_id = @Tenant and rule_id = @Id and kind = 'rule_created' order by id limit 1";

    /// <summary>What the request that made the rule was called in the log; null when it was not made by one.</summary>
    public static Task<string?> CauseAsync(TenantScope scope, TradeRule rule) => scope.QuerySingleOrDefaultAsync<string?>(CauseSql, new { rule.Tenant, rule.Id });

    /// <summary>Orders of an exit were written and go their way.</summary>
    public static void Ordered(ILogger logger, TradeRule rule, string? cause, IReadOnlyList<OrderId> orders)
    {
        using var trail = Correlation.Begin(logger, cause, (Correlation.Exit, rule.Exits));
        foreach (var order in orders) Log.Ordered(logger, rule.Id, order);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7092, EventName = "rule.ordered", Level = LogLevel.Information, Message = "Rule {RuleId} sells by order {OrderId}.")]
        public static partial void Ordered(ILogger logger, RuleId ruleId, OrderId orderId);
    }
}
