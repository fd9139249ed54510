using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;
using Microsoft.AspNetCore.Components.Authorization;

namespace CopyTrade.Web.Features;

/// <summary>The tenant of whoever is signed in, from the authentication state and from nowhere else.</summary>
public sealed class CurrentTenant(AuthenticationStateProvider authentication)
{
    /// <exception cref="UnauthorizedAccessException">Nobody is signed in, or the account has no tenant.</exception>
    public async Task<TenantRef> GetAsync() => (await authentication.GetAuthenticationStateAsync()).User.TryGetTenant(out var tenant)
        ? tenant
        : throw new UnauthorizedAccessException("Sign in again: this session names no account.");

    /// <summary>The name under which acts of this user are recorded.</summary>
    public async Task<string> NameAsync() => (await authentication.GetAuthenticationStateAsync()).User.Identity?.Name ?? "unknown";
}
