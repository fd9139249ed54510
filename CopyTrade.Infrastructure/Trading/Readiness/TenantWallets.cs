using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Readiness;

/// <summary>The active wallet connections of many tenants, in one read.</summary>
internal static class TenantWallets
{
    private const string Sql = """
        select id, billing_account_id as tenant, signer, funder, signature_type::int as signature_type, created_at, credentials_at,
               approvals_ready_at, collateral_balance, balance_at, readiness_problem
          from wallet_connection where billing_account_id = any(@tenants) and revoked_at is null
        """;

    public static async Task<IReadOnlyList<(TenantRef Tenant, WalletConnection Wallet)>> ReadAsync(TenantScopes scopes, IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return [];
        var owners = tenants.ToDictionary(tenant => tenant.Tenant);
        var wallets = await scopes.ReadManyAsync<WalletConnection>(tenants, Sql, new { tenants = owners.Keys.Select(tenant => tenant.Value).ToArray() }, ct);
        return [.. wallets.Select(wallet => (owners[wallet.Tenant], wallet))];
    }
}
