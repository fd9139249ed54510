using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Accounts.Registration;

/// <summary>Puts the tenant into the cookie beside user, name and roles.</summary>
internal sealed class TenantClaimsFactory(UserManager<AppUser> users, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options, TenantQuery tenants)
    : UserClaimsPrincipalFactory<AppUser, IdentityRole<Guid>>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (await tenants.FindAccountAsync(new UserId(user.Id), CancellationToken.None) is { } tenant)
        {
            identity.AddClaim(new Claim(AccountClaims.Tenant, tenant.Tenant.Tenant.ToString()));
            identity.AddClaim(new Claim(AccountClaims.Money, tenant.Money.ToString()));
        }

        return identity;
    }
}
