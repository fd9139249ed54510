using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

public sealed class WalletQuery(TenantScopes scopes, AccountsMode mode) : IWalletQuery
{
    public async Task<WalletView> ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        var platform = PlatformCaps.For(mode.Venue);
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var connection = await WalletRows.FindActiveAsync(scope, tenant.Tenant);
        var grant = connection is null ? null : await WalletRows.FindGrantAsync(scope, connection.Id);
        return new WalletView(connection, grant, platform, grant is null ? null : platform.Bound(grant));
    }
}
