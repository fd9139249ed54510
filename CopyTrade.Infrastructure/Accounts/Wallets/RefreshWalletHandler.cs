using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

/// <summary>Has the wallet looked at now: balance, approvals and credentials, by the host that holds keys.</summary>
public sealed class RefreshWalletHandler(TenantScopes scopes)
{
    /// <summary>False when no wallet is connected.</summary>
    public async Task<bool> HandleAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        if (await WalletRows.FindActiveAsync(scope, tenant.Tenant) is null) return false;
        scope.Announce(ChangeKind.Wallet, tenant.Tenant);
        await scope.CommitAsync();
        return true;
    }
}
