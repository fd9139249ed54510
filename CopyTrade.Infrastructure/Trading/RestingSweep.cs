using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Has orders cancelled that rested long enough without being matched (R0.32). What matched meanwhile stays.</summary>
public sealed class RestingSweep(TenantScopes scopes, TimeProvider clock)
{
    public const string Reason = "ttl_expired";

    /// <summary>Returns how many orders it asked to cancel.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        var asked = await scope.ExecuteAsync("""
            update trade_order set cancel_requested_at = @now, cancel_reason = @Reason
             where billing_account_id = any(@tenants) and resting_until <= @now and status in ('pending', 'open', 'partial') and cancel_requested_at is null
            """, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), Reason, now = clock.GetUtcNow() });
        if (asked > 0) await scope.CommitAsync();
        return asked;
    }
}
