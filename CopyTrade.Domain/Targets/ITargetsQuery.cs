using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Targets;

/// <summary>Reads the targets of one tenant.</summary>
public interface ITargetsQuery
{
    /// <summary>Active targets, oldest first.</summary>
    Task<IReadOnlyList<TargetCard>> ListAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>One target, removed ones included; null when it is not this tenant's.</summary>
    Task<CopyTarget?> FindAsync(TenantRef tenant, TargetRowId id, CancellationToken ct);

    /// <summary>The tenant's defaults; <see cref="CopyDefaults.Initial"/> while it has set none.</summary>
    Task<CopyDefaults> DefaultsAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Changes of one target, newest first; none when it is not this tenant's. A null id gives those of the defaults.</summary>
    Task<IReadOnlyList<TargetHistoryEntry>> HistoryAsync(TenantRef tenant, TargetRowId? id, int limit, CancellationToken ct);
}
