using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Targets;

/// <summary>Reads the targets of one tenant.</summary>
public interface ITargetsQuery
{
    /// <summary>Active targets, oldest first.</summary>
    Task<IReadOnlyList<TargetCard>> ListAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>One target, removed ones included; null when it is not this tenant's.</summary>
    Task<CopyTarget?> FindAsync(TenantRef tenant, TargetRowId id, CancellationToken ct);
}
