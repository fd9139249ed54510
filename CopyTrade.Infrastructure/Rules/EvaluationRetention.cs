using CopyTrade.Infrastructure.Operations;

namespace CopyTrade.Infrastructure.Rules;

internal static class EvaluationRetention
{
    /// <summary>What rules saw while nothing happened. Events, exits and orders stay.</summary>
    public static Retention Evaluations { get; } = new(
        options => options.EvaluationDays,
        "select v.id from rule_evaluation v where v.billing_account_id = any (@tenants) and v.last_at < @before order by v.last_at limit @most",
        "delete from rule_evaluation where id = any (@ids)");
}
