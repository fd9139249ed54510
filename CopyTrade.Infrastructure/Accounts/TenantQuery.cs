using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Accounts;

/// <summary>Finds the tenant of a person: of several accounts the one chosen last.</summary>
public sealed class TenantQuery(TenantScopes scopes)
{
    /// <summary>Null for a user without a billing account.</summary>
    public async Task<TenantRef?> FindAsync(UserId user, CancellationToken ct) => (await FindAccountAsync(user, ct))?.Tenant;

    /// <summary>The same with its kind of money.</summary>
    public async Task<AccountSummary?> FindAccountAsync(UserId user, CancellationToken ct) => (await ListAsync(user, ct)).FirstOrDefault(account => account.ClosedAt is null);

    /// <summary>All accounts of a person, closed ones last.</summary>
    public async Task<IReadOnlyList<AccountSummary>> ListAsync(UserId user, CancellationToken ct)
    {
        await using var scope = await scopes.OpenForUserAsync(user, ct);
        return await AccountRows.ListAsync(scope, user);
    }
}
