using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;

namespace CopyTrade.Infrastructure.Targets;

/// <summary>Stops following, inside the caller's transaction and under its turn (<see cref="TargetTurns"/>).</summary>
internal static class TargetRemovals
{
    /// <param name="scope">The transaction.</param>
    /// <param name="tenant">Whose target.</param>
    /// <param name="target">The target, locked.</param>
    /// <param name="leavingBy">Until when it was being left; null when it was not.</param>
    /// <param name="now">When.</param>
    public static async Task<CopyTarget> RemoveAsync(TenantScope scope, TenantRef tenant, CopyTarget target, DateTimeOffset? leavingBy, DateTimeOffset now)
    {
        var removed = target with { DisabledAt = now };
        await scope.ExecuteAsync("update copy_target set disabled_at = @now where id = @Id", new { now = now.UtcDateTime, removed.Id });
        // What is committed wins: an entry that is written and not sent is never sent, one that rests is called back.
        await OrderCancels.RequestAsync(scope, tenant, MirrorKeys.BookOf(target.Key), "no longer followed", now);
        await TargetHistory.AddAsync(scope, tenant, target.Id, TargetSettings.Of(target) with { LeavingBy = leavingBy }, TargetSettings.Of(removed), now);
        scope.Announce(ChangeKind.Targets, tenant.Tenant);
        return removed;
    }
}
