using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.ApiKeys;

namespace CopyTrade.Infrastructure.Accounts;

/// <summary>What a signed-in person or key carries; the tenant comes from here and never from a route.</summary>
public static class AccountClaims
{
    public const string Tenant = "copytrade:tenant";
    public const string Money = "copytrade:money";
    public const string Scope = "copytrade:scope";
    public const string ApiKey = "copytrade:api-key";

    public static bool TryGetTenant(this ClaimsPrincipal principal, [NotNullWhen(true)] out TenantRef? tenant)
    {
        tenant = Guid.TryParse(principal.FindFirstValue(Tenant), out var id) && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
            ? new TenantRef(new TenantId(id), new UserId(user))
            : null;
        return tenant is not null;
    }

    /// <summary>True for a session that looks at a paper account.</summary>
    public static bool IsOnPaper(this ClaimsPrincipal principal) => principal.HasClaim(Money, nameof(AccountMoney.Paper));

    /// <summary>A person at a browser may do all that the person's role allows; a key only what its scopes say.</summary>
    public static bool MayUse(this ClaimsPrincipal principal, string scope) =>
        principal.Identities.All(identity => identity.AuthenticationType != ApiKeyAuthenticationHandler.Scheme) || principal.HasClaim(Scope, scope);
}
