using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Venue.Chain;

internal sealed class WalletTransfersQuery(TenantScopes scopes) : IWalletTransfersQuery
{
    public async Task<IReadOnlyList<WalletTransfer>> ListAsync(TenantRef tenant, int limit, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await WalletTransferLedger.ListAsync(scope, tenant.Tenant, Math.Clamp(limit, 1, 500))).Select(row => row.View())];
    }

    public async Task<AutoWrapView?> AutoWrapAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var row = await scope.QuerySingleOrDefaultAsync<Row>("""
            select a.consented_at, w.bridged_balance, w.bridged_at
              from wallet_connection w left join wallet_auto_wrap a on a.connection_id = w.id and a.ended_at is null
             where w.billing_account_id = @Tenant and w.revoked_at is null
            """, new { tenant.Tenant });
        return row is null ? null : new AutoWrapView(row.ConsentedAt is not null, row.ConsentedAt, row.BridgedBalance, row.BridgedAt);
    }

    private sealed record Row(DateTimeOffset? ConsentedAt, Usdc? BridgedBalance, DateTimeOffset? BridgedAt);
}
