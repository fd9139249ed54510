using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Alerts;

internal sealed partial class Harness(TenantScopes scopes, TimeProvider clock, ILogger<Harness> logger) : IHarness
{
    private const string Columns = """
        select j.id, j.kind, j.status, j.lane, j.attempts, case when j.status = 'pending' then j.next_at end as next_at, j.lease_until, j.error, j.note, j.correlation_id, j.alert_id, j.created_at, j.ended_at
          from harness_job j
        """;

    private const string ListSql = $"""
        {Columns}
         where j.billing_account_id = @Tenant and (@status::text is null or j.status = @status) and (@alert::uuid is null or j.alert_id = @alert) and (@before::uuid is null or j.id < @before)
         order by j.id desc limit @limit
        """;

    private const string FindSql = $"{Columns} where j.billing_account_id = @Tenant and j.id = @id";

    private const string AttemptsSql = """
        select a.number, a.looks, a.started_at, a.ended_at, a.outcome, a.error from harness_attempt a where a.billing_account_id = @Tenant and a.job_id = @id order by a.number
        """;

    private const string RetrySql = "update harness_job set status = 'pending', next_at = @now, attempts_before = attempts, ended_at = null where id = @id and status = @from";
    private const string ParkSql = "update harness_job set status = 'parked', ended_at = @now, error = coalesce(error, 'Parked by hand.') where id = @id and status = @from";

    public async Task<IReadOnlyList<JobEntry>> ListAsync(TenantRef tenant, JobStatus? status, Guid? alert, Guid? before, int limit, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<Row>(ListSql, new { tenant.Tenant, status = status?.ToText(), alert, before, limit })).Select(row => row.ToEntry())];
    }

    public async Task<JobEntry?> FindAsync(TenantRef tenant, Guid id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return (await scope.QuerySingleOrDefaultAsync<Row>(FindSql, new { tenant.Tenant, id }))?.ToEntry();
    }

    public async Task<IReadOnlyList<JobAttempt>> AttemptsAsync(TenantRef tenant, Guid id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<AttemptRow>(AttemptsSql, new { tenant.Tenant, id })).Select(row => new JobAttempt(row.Number, row.Looks, row.StartedAt, row.EndedAt, row.Outcome, row.Error))];
    }

    public Task<JobChange> RetryAsync(TenantRef tenant, Guid id, CancellationToken ct) => MoveAsync(tenant, id, JobEvent.Retry, RetrySql, ct);

    public Task<JobChange> ParkAsync(TenantRef tenant, Guid id, CancellationToken ct) => MoveAsync(tenant, id, JobEvent.Park, ParkSql, ct);

    private async Task<JobChange> MoveAsync(TenantRef tenant, Guid id, JobEvent wish, string sql, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        if (await scope.QuerySingleOrDefaultAsync<Row>(FindSql + " for update of j", new { tenant.Tenant, id }) is not { } row) return new JobChange.NotFound();
        var before = row.ToEntry();
        if (JobLifecycle.Next(before.Status, wish) is not { } after) return new JobChange.Refused($"The job is {before.Status.ToText()}: {(wish == JobEvent.Retry ? "only failed and parked ones can be tried again" : "only waiting and failed ones can be parked")}.");
        var now = clock.GetUtcNow();
        await scope.ExecuteAsync(sql, new { id, from = before.Status.ToText(), now });
        await AlertMoves.FollowAsync(scope, before.AlertId, after, now);
        scope.Announce(ChangeKind.Alerts, tenant.Tenant);
        var moved = await scope.QuerySingleAsync<Row>(FindSql, new { tenant.Tenant, id });
        await scope.CommitAsync();
        Log.Moved(logger, id, wish, before.Status, before.CorrelationId);
        return new JobChange.Done(moved.ToEntry());
    }

    private sealed class AttemptRow
    {
        public int Number { get; init; }

        public int Looks { get; init; }

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public string? Outcome { get; init; }

        public string? Error { get; init; }
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string Kind { get; init; } = "";

        public string Status { get; init; } = "";

        public string Lane { get; init; } = "";

        public int Attempts { get; init; }

        public DateTimeOffset? NextAt { get; init; }

        public DateTimeOffset? LeaseUntil { get; init; }

        public string? Error { get; init; }

        public string? Note { get; init; }

        public string CorrelationId { get; init; } = "";

        public Guid? AlertId { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public JobEntry ToEntry() => new(Id, EnumText.Parse<JobKind>(Kind), EnumText.Parse<JobStatus>(Status), Lane, Attempts, NextAt, LeaseUntil, Error, Note, CorrelationId, AlertId, CreatedAt, EndedAt);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6512, Level = LogLevel.Information, Message = "Job {JobId}, which was {Status}: somebody asked to {Wish}; correlation {CorrelationId}.")]
        public static partial void Moved(ILogger logger, Guid jobId, JobEvent wish, JobStatus status, string correlationId);
    }
}
