using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Rules;

/// <summary>Reads rules for people. Another tenant's rule is not found.</summary>
public interface IRuleLinesQuery
{
    /// <summary>A page of rules, of one status or of all.</summary>
    Task<RuleLinePage> PageAsync(TenantRef tenant, RuleStatus? status, int limit, int offset, CancellationToken ct);

    /// <summary>One rule; null when there is none.</summary>
    Task<RuleLine?> FindAsync(TenantRef tenant, RuleId id, CancellationToken ct);

    /// <summary>The other rules of its bracket; none when it is alone.</summary>
    Task<IReadOnlyList<RuleLine>> SiblingsAsync(TenantRef tenant, RuleId id, CancellationToken ct);

    /// <summary>What became of the rules that the copy behind an order asked for; null when it asked for none, or did not open its position.</summary>
    Task<RuleAttachment?> AttachmentAsync(TenantRef tenant, OrderId order, CancellationToken ct);
}
