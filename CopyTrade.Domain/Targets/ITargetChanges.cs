using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Targets;

/// <summary>What a user may do to targets and to the defaults. Each call is one transaction and one entry of the history.</summary>
public interface ITargetChanges
{
    /// <summary>Follows a wallet given as text: an address, or a profile URL that contains one. What the edit leaves out comes from the defaults.</summary>
    Task<TargetChange> AddAsync(TenantRef tenant, string walletText, TargetEdit edit, CancellationToken ct);

    /// <summary>Changes settings; what the edit leaves out stays.</summary>
    Task<TargetChange> UpdateAsync(TenantRef tenant, TargetRowId id, TargetEdit edit, CancellationToken ct);

    /// <summary>Stops following; open positions stay.</summary>
    Task<TargetChange> RemoveAsync(TenantRef tenant, TargetRowId id, CancellationToken ct);

    /// <summary>Replaces the tenant's defaults.</summary>
    Task<DefaultsChange> SetDefaultsAsync(TenantRef tenant, CopyDefaults defaults, CancellationToken ct);
}
