using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>
/// Asks for every approval that is not given or on its way; the host that holds keys does the rest. Asking again changes
/// nothing but steps that were refused.
/// </summary>
public sealed class EnableTradingHandler(TenantScopes scopes, IChainState chain, IApprovalsQuery approvals, TimeProvider clock)
{
    /// <summary>The steps as they are now; null when no wallet is connected.</summary>
    public async Task<IReadOnlyList<ApprovalView>?> HandleAsync(TenantRef tenant, CancellationToken ct)
    {
        await using (var scope = await scopes.OpenAsync(tenant, ct))
        {
            var asked = await scope.ExecuteAsync("""
                insert into wallet_approval (connection_id, billing_account_id, step, state, requested_at)
                select w.id, w.billing_account_id, s.step, 'requested', @Now
                  from wallet_connection w, unnest(@Steps) as s(step)
                 where w.billing_account_id = @Tenant and w.revoked_at is null
                on conflict (connection_id, step) do update set state = 'requested', problem = null, requested_at = excluded.requested_at
                 where wallet_approval.state in ('unknown', 'missing', 'refused')
                """, new { tenant.Tenant, Steps = chain.Steps.Select(step => step.Key).ToArray(), Now = clock.GetUtcNow() });
            if (asked > 0) scope.Announce(ChangeKind.Wallet, tenant.Tenant);
            await scope.CommitAsync();
        }

        var steps = await approvals.ReadAsync(tenant, ct);
        return steps.Count > 0 ? steps : null;
    }
}
