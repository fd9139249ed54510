using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Research.Days;

/// <summary>Replays of followed wallets' last 24 hours under the tenant's rules of now: made by a durable job, read from the database.</summary>
public interface IDayReplays
{
    /// <summary>Asks for one. False when the target is not this tenant's, or not followed any more. One that is under way is not asked for twice.</summary>
    Task<bool> RequestAsync(TenantRef tenant, TargetRowId target, CancellationToken ct);

    /// <summary>Those of the targets that are followed, the youngest target first.</summary>
    Task<IReadOnlyList<DayReplay>> ListAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Null when the target is not this tenant's, or none was ever asked for.</summary>
    Task<DayReplay?> FindAsync(TenantRef tenant, TargetRowId target, CancellationToken ct);
}
