using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>On a host that does not trade the reconciler's last run is not known.</summary>
public sealed class SyncHealthQuery(TenantScopes scopes, IServiceProvider services, TimeProvider clock) : ISyncHealthQuery
{
    public async Task<SyncHealth> ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var row = await scope.QuerySingleAsync<Row>("""
            select min(synced_at) as oldest, count(*) filter (where coalesce(synced_at, submitted_at) < @now - interval '60 seconds')::int as stale, count(*) filter (where synced_at is null)::int as never
              from trade_order
             where billing_account_id = @Tenant and status in ('pending', 'open', 'partial') and submitted_at is not null
            """, new { tenant.Tenant, now });
        return new SyncHealth(row.Oldest is { } oldest ? (long)(now - oldest).TotalMilliseconds : null, row.Stale, row.Never, services.GetService<OrderReconciler>()?.LastTickAt);
    }

    private sealed record Row(DateTimeOffset? Oldest, int Stale, int Never);
}
