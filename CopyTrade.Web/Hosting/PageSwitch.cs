using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Accounts;

namespace CopyTrade.Web.Hosting;

/// <summary>Pause and halt as the frame asks for them: by the signed-in user, for the user's own tenant.</summary>
internal sealed class PageSwitch(ITradingSwitch trading) : Layout.ITradingSwitch
{
    public Task PauseAsync(ClaimsPrincipal user, string? reason, CancellationToken ct) => Set(user, HaltKind.Pause, reason, ct);

    public Task<bool> ResumeAsync(ClaimsPrincipal user, string? reason, CancellationToken ct) => Release(user, HaltKind.Pause, reason, ct);

    public Task HaltAsync(ClaimsPrincipal user, string? reason, CancellationToken ct) => Set(user, HaltKind.Halt, reason, ct);

    public Task<bool> ReleaseAsync(ClaimsPrincipal user, string? reason, CancellationToken ct) => Release(user, HaltKind.Halt, reason, ct);

    private Task Set(ClaimsPrincipal user, HaltKind kind, string? reason, CancellationToken ct)
    {
        var tenant = TenantOf(user);
        return trading.SetAsync(tenant, tenant.Owner, kind, reason, ct);
    }

    private Task<bool> Release(ClaimsPrincipal user, HaltKind kind, string? reason, CancellationToken ct)
    {
        var tenant = TenantOf(user);
        return trading.ReleaseAsync(tenant, tenant.Owner, HaltSubject.Everything, kind, reason, ct);
    }

    private static TenantRef TenantOf(ClaimsPrincipal user) =>
        user.TryGetTenant(out var tenant) ? tenant : throw new UnauthorizedAccessException("Sign in again: this session names no account.");
}
