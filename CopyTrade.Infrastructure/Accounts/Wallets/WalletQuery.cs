using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Positions;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

public sealed class WalletQuery(TenantScopes scopes, AccountsMode mode) : IWalletQuery
{
    // A balance is as old as its reading.
    private const string SinceSql = $"select {MeansSql.Sold} - {MeansSql.Bought} from wallet_connection w where w.id = @Id";

    public async Task<WalletView> ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        var platform = PlatformCaps.For(mode.Venue);
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var connection = await WalletRows.FindActiveAsync(scope, tenant.Tenant);
        var grant = connection is null ? null : await WalletRows.FindGrantAsync(scope, connection.Id);
        var since = connection is { BalanceAt: not null } ? Usdc.RoundDown(await scope.QuerySingleAsync<decimal>(SinceSql, new { connection.Id })) : Usdc.Zero;
        return new WalletView(connection, grant, platform, grant is null ? null : platform.Bound(grant)) { Since = since };
    }
}
