using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Redemption;

/// <summary>A person asks for the payment of a decided market again, after a redemption was given up. One that is under way is not repeated.</summary>
public sealed class RequestRedemptionHandler(TenantScopes scopes, TimeProvider clock)
{
    /// <summary>False when there is nothing to be paid, or it is under way already.</summary>
    public async Task<bool> HandleAsync(TenantRef tenant, ConditionId condition, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var wallets = await scope.QueryAsync<string>("""
            select distinct p.funder from book_position p join wallet_connection a on a.billing_account_id = p.billing_account_id and a.funder = p.funder and a.revoked_at is null
             where p.billing_account_id = @Tenant and p.condition_id = @condition and p.state in ('winner', 'redeem_pending') and p.mode <> 'paper'
            """, new { tenant.Tenant, condition });
        var written = 0;
        foreach (var wallet in wallets) written += await ResolutionRows.WriteJobAsync(scope, tenant, condition, wallet, clock.GetUtcNow());
        if (written == 0) return false;
        scope.Announce(ChangeKind.Positions, tenant.Tenant);
        await scope.CommitAsync();
        return true;
    }
}
