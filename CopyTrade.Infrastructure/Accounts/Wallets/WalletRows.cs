using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

/// <summary>The rows of connections and grants, in the order of the records that they become.</summary>
internal static class WalletRows
{
    private const string ConnectionColumns = """
        id, billing_account_id as tenant, signer, funder, signature_type::int as signature_type, created_at, credentials_at,
        approvals_ready_at, collateral_balance, balance_at, readiness_problem
        """;

    private const string GrantColumns = """
        id, per_order_usdc as per_order, daily_usdc as daily, hourly_fills,
        (case when 'poly:trade:buy' = any(scopes) then 1 else 0 end + case when 'poly:trade:sell' = any(scopes) then 2 else 0 end) as scope,
        created_at, expires_at, revoked_at
        """;

    /// <summary>One change of a tenant's wallet at a time, whichever host it comes from.</summary>
    public static Task TakeTurnAsync(TenantScope scope, TenantId tenant) =>
        scope.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('wallet ' || @tenant::text, 0))", new { tenant });

    public static Task<WalletConnection?> FindActiveAsync(TenantScope scope, TenantId tenant) => scope.QuerySingleOrDefaultAsync<WalletConnection>(
        $"select {ConnectionColumns} from wallet_connection where billing_account_id = @tenant and revoked_at is null", new { tenant });

    public static Task<WalletConnection> ReadAsync(TenantScope scope, WalletConnectionId connection) => scope.QuerySingleAsync<WalletConnection>(
        $"select {ConnectionColumns} from wallet_connection where id = @connection", new { connection });

    public static Task<Grant?> FindGrantAsync(TenantScope scope, WalletConnectionId connection) => scope.QuerySingleOrDefaultAsync<Grant>(
        $"select {GrantColumns} from wallet_grant where connection_id = @connection and revoked_at is null", new { connection });

    public static async Task<Grant> InsertGrantAsync(TenantScope scope, TenantRef tenant, WalletConnectionId connection, GrantTerms terms, DateTimeOffset now)
    {
        var grant = new Grant(Guid.CreateVersion7(), terms.PerOrder, terms.Daily, terms.HourlyFills, terms.Scope, now, terms.ExpiresAt, RevokedAt: null);
        await scope.ExecuteAsync("""
            insert into wallet_grant (id, billing_account_id, connection_id, per_order_usdc, daily_usdc, hourly_fills, scopes, created_at, expires_at)
            values (@Id, @Tenant, @connection, @PerOrder, @Daily, @HourlyFills, @Scopes, @CreatedAt, @ExpiresAt)
            """, new { grant.Id, tenant.Tenant, connection, grant.PerOrder, grant.Daily, grant.HourlyFills, Scopes = Words(grant.Scope), grant.CreatedAt, grant.ExpiresAt });
        return grant;
    }

    private static string[] Words(GrantScope scope) =>
        [.. scope.HasFlag(GrantScope.Buy) ? ["poly:trade:buy"] : (string[])[], .. scope.HasFlag(GrantScope.Sell) ? ["poly:trade:sell"] : (string[])[]];
}
