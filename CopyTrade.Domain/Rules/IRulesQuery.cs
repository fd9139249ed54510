using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Rules;

/// <summary>Reads rules and what happened to them. Another tenant's rule is not found.</summary>
public interface IRulesQuery
{
    /// <summary>Rules, newest first; of one status, or of all.</summary>
    Task<IReadOnlyList<TradeRule>> ListAsync(TenantRef tenant, RuleStatus? status, int limit, int offset, CancellationToken ct);

    /// <summary>The rules that follow a page that ended there, whatever was added meanwhile.</summary>
    Task<IReadOnlyList<TradeRule>> ListAfterAsync(TenantRef tenant, RuleStatus? status, RulePlace after, int limit, CancellationToken ct);

    /// <summary>One rule; null when there is none.</summary>
    Task<TradeRule?> FindAsync(TenantRef tenant, RuleId id, CancellationToken ct);

    /// <summary>What happened, newest first; of one rule, or of all. Evaluations are among it, each stretch of them as one entry (R4.9).</summary>
    Task<IReadOnlyList<RuleEntry>> EventsAsync(TenantRef tenant, RuleId? rule, int limit, int offset, CancellationToken ct);

    /// <summary>The events that follow a page that ended there.</summary>
    Task<IReadOnlyList<RuleEntry>> EventsAfterAsync(TenantRef tenant, RuleId? rule, RulePlace after, int limit, CancellationToken ct);

    /// <summary>The exits of a rule, newest first.</summary>
    Task<IReadOnlyList<RuleExit>> ExitsAsync(TenantRef tenant, RuleId rule, CancellationToken ct);
}
