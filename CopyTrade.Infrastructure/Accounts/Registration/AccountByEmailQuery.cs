using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Identity;

namespace CopyTrade.Infrastructure.Accounts.Registration;

/// <summary>Finds a person's tenant by e-mail address, for the command line.</summary>
public sealed class AccountByEmailQuery(UserManager<AppUser> users, TenantQuery tenants)
{
    public async Task<TenantRef?> FindAsync(string email, CancellationToken ct) =>
        await users.FindByEmailAsync(email) is { } user ? await tenants.FindAsync(new UserId(user.Id), ct) : null;
}
