using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Pause and halt of one tenant. Setting is idempotent: the first reason is kept.</summary>
public interface ITradingSwitch
{
    /// <summary>Sets a pause or halt; a halt also asks for the cancellation of resting orders.</summary>
    Task SetAsync(TenantRef tenant, UserId by, HaltKind kind, string? reason, CancellationToken ct);

    /// <summary>Releases it; nothing happens when it does not hold.</summary>
    Task ReleaseAsync(TenantRef tenant, UserId by, HaltKind kind, CancellationToken ct);
}
