using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Pause and halt of one tenant, or of one of its books or markets. Setting is idempotent: the first reason is kept. Set by somebody other than the owner it is a suspension: the owner cannot release it, and it takes the place of the owner's own. Exits pass all of them.</summary>
public interface ITradingSwitch
{
    /// <summary>Sets a pause or halt; a halt also asks for the cancellation of resting orders.</summary>
    Task SetAsync(TenantRef tenant, UserId by, HaltKind kind, string? reason, CancellationToken ct);

    /// <summary>Releases it. False when nothing was released: it does not hold, or it is not this one's to release.</summary>
    Task<bool> ReleaseAsync(TenantRef tenant, UserId by, HaltKind kind, CancellationToken ct);

    /// <summary>The same for a part of the tenant's trading; a halt asks for the cancellation of that part's resting orders only.</summary>
    Task SetAsync(TenantRef tenant, UserId by, HaltSubject subject, HaltKind kind, string? reason, CancellationToken ct);

    /// <summary>The same for that part.</summary>
    Task<bool> ReleaseAsync(TenantRef tenant, UserId by, HaltSubject subject, HaltKind kind, CancellationToken ct);

    /// <summary>The same with why it may go on, which is kept with the halt; null when nobody said.</summary>
    Task<bool> ReleaseAsync(TenantRef tenant, UserId by, HaltSubject subject, HaltKind kind, string? reason, CancellationToken ct);

    /// <summary>What holds now, the platform's included, the widest first.</summary>
    Task<IReadOnlyList<Halt>> ListAsync(TenantRef tenant, CancellationToken ct);
}
