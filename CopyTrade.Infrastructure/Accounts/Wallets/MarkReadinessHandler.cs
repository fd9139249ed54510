using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

/// <summary>Records what the venue says about a connection; announces it when a person would see a difference.</summary>
public sealed class MarkReadinessHandler(TenantScopes scopes, TimeProvider clock)
{
    /// <summary>False when the connection does not exist or was revoked meanwhile.</summary>
    public async Task<bool> HandleAsync(TenantRef tenant, WalletConnectionId connection, WalletReadiness readiness, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var isNews = await scope.QuerySingleOrDefaultAsync<bool?>("""
            with before as (select * from wallet_connection where id = @connection and billing_account_id = @Tenant and revoked_at is null for update)
            update wallet_connection w
               set approvals_ready_at = case when @ApprovalsComplete then @Now end,
                   readiness_problem = @Problem,
                   collateral_balance = coalesce(@Collateral, w.collateral_balance),
                   balance_at = case when @Collateral is null then w.balance_at else @ReadAt end
              from before
             where w.id = before.id
            returning (before.approvals_ready_at is null) = @ApprovalsComplete
                   or before.readiness_problem is distinct from @Problem
                   or before.collateral_balance is distinct from w.collateral_balance
            """, new
        {
            connection, tenant.Tenant, readiness.ApprovalsComplete, readiness.Problem, Collateral = readiness.Collateral?.Amount, Now = clock.GetUtcNow(), ReadAt = readiness.CollateralAt ?? clock.GetUtcNow(),
        });
        if (isNews is true) scope.Announce(ChangeKind.Wallet, tenant.Tenant);
        await scope.CommitAsync();
        return isNews is not null;
    }
}
