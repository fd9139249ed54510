using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Settlement;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>The reconciler is a job of the whole installation: when it last ran is in the record of jobs, whichever host it ran on.</summary>
internal sealed class SyncHealthQuery(TenantScopes scopes, JobHistory jobs, TimeProvider clock) : ISyncHealthQuery
{
    public async Task<SyncHealth> ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var reconciled = await jobs.LastSuccessAsync(OrderReconciler.Job, ct);
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var row = await scope.QuerySingleAsync<Row>("""
            select min(synced_at) as oldest, count(*) filter (where coalesce(synced_at, submitted_at) < @now - interval '60 seconds')::int as stale, count(*) filter (where synced_at is null)::int as never
              from trade_order
             where billing_account_id = @Tenant and status in ('pending', 'open', 'partial') and submitted_at is not null
            """, new { tenant.Tenant, now });
        return new SyncHealth(row.Oldest is { } oldest ? (long)(now - oldest).TotalMilliseconds : null, row.Stale, row.Never, reconciled);
    }

    private sealed record Row(DateTimeOffset? Oldest, int Stale, int Never);
}
