using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>Stores jobs in the transaction of what asks for them: with it they last, or neither does. Thread-safe.</summary>
public sealed class JobQueue(TimeProvider clock)
{
    // A statement of its own for what is there: the row that made the insert give way may be younger than the insert's snapshot.
    private const string AddSql = """
        insert into harness_job (id, billing_account_id, kind, key, lane, payload, correlation_id, alert_id, status, next_at, created_at)
        values (@id, @tenant, @kind, @Key, @Lane, @Payload::jsonb, @CorrelationId, @AlertId, 'pending', @next, @now)
            on conflict (billing_account_id, kind, key) do nothing;
        select id from harness_job where billing_account_id = @tenant and kind = @kind and key = @Key;
        """;

    /// <summary>Adds a job for the one tenant of a scope.</summary>
    /// <param name="scope">Whose transaction it becomes part of.</param>
    /// <param name="job">Asked for again with the same key, it changes nothing.</param>
    /// <param name="ct">Stops the statement.</param>
    /// <returns>The job's id: the new one, or of the one that had the key.</returns>
    /// <exception cref="InvalidOperationException">The scope has several tenants.</exception>
    public Task<Guid> AddAsync(TenantScope scope, NewJob job, CancellationToken ct) => scope.Tenants.Count == 1
        ? AddAsync(scope, scope.Tenants.First().Tenant, job, ct)
        : throw new InvalidOperationException("Say for which tenant of the scope the job is.");

    /// <summary>Adds a job for one of a scope's tenants.</summary>
    public async Task<Guid> AddAsync(TenantScope scope, TenantId tenant, NewJob job, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var now = clock.GetUtcNow();
        var parameters = new { id = Guid.CreateVersion7(now), tenant, kind = job.Kind.ToText(), job.Key, job.Lane, job.Payload, job.CorrelationId, job.AlertId, next = job.NotBefore ?? now, now };
        var id = await scope.QuerySingleAsync<Guid>(AddSql, parameters);
        scope.Announce(ChangeKind.Alerts, tenant);
        return id;
    }
}
