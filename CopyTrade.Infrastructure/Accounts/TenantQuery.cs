using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Accounts;

/// <summary>Finds the tenant of a person.</summary>
public sealed class TenantQuery(TenantScopes scopes)
{
    /// <summary>Null for a user without a billing account.</summary>
    public async Task<TenantRef?> FindAsync(UserId user, CancellationToken ct)
    {
        await using var scope = await scopes.OpenForUserAsync(user, ct);
        var tenant = await scope.QuerySingleOrDefaultAsync<Guid?>("select id from billing_account where owner_user_id = @user", new { user });
        return tenant is { } id ? new TenantRef(new TenantId(id), user) : null;
    }
}
