using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Targets.Leaving;

/// <summary>Leaving a followed wallet at a time, or at once. Another tenant's target is not found.</summary>
public interface ITargetExits
{
    /// <summary>
    /// Takes no new trades of a target from now on, follows its exits, and at the time sells what is left and stops following. Asked again before its time it moves the time.
    /// </summary>
    /// <param name="tenant">Whose target.</param>
    /// <param name="target">Which.</param>
    /// <param name="until">When the selling begins, at most <see cref="TargetExit.Longest"/> from now; null for now.</param>
    /// <param name="ct">Cancels before anything is written.</param>
    Task<TargetExitChange> BeginAsync(TenantRef tenant, TargetRowId target, DateTimeOffset? until, CancellationToken ct);

    /// <summary>Stays after all: the halt is lifted and sales that have not begun are called off. Sales that have begun run to their end.</summary>
    Task<TargetExitChange> TakeBackAsync(TenantRef tenant, TargetRowId target, CancellationToken ct);

    /// <summary>Those under way, the soonest first.</summary>
    Task<IReadOnlyList<TargetExit>> ListAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>The last leaving of a target, one that has ended included; null when it was never left.</summary>
    Task<TargetExit?> FindAsync(TenantRef tenant, TargetRowId target, CancellationToken ct);
}
