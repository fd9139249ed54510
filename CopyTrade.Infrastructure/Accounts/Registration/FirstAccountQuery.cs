using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CopyTrade.Infrastructure.Accounts.Registration;

/// <summary>Whether nobody has registered yet: the next account becomes administrator.</summary>
public sealed class FirstAccountQuery(UserManager<AppUser> users)
{
    public async Task<bool> IsNextAsync(CancellationToken ct) => !await users.Users.AnyAsync(ct);
}
