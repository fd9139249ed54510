using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>What an owner does to rules. Another tenant's rule is not found.</summary>
public interface IRuleChanges
{
    /// <summary>Makes rules; two of them are a bracket.</summary>
    Task<RuleChange> CreateAsync(TenantRef tenant, RuleDraft draft, CancellationToken ct);

    /// <summary>Moves the trigger of an active rule (R4.8).</summary>
    Task<RuleChange> MoveTriggerAsync(TenantRef tenant, RuleId id, Price trigger, CancellationToken ct);

    /// <summary>Ends a rule; one that has ended stays as it is.</summary>
    Task<RuleChange> CancelAsync(TenantRef tenant, RuleId id, CancellationToken ct);

    /// <summary>Lets a rule that asked sell, or ends it.</summary>
    Task<RuleChange> AnswerAsync(TenantRef tenant, RuleId id, bool approve, CancellationToken ct);
}
