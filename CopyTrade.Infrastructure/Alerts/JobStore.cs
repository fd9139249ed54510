using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Npgsql;
using JobOutcome = CopyTrade.Domain.Alerts.JobOutcome;   // recurring jobs have another

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>Durable jobs in PostgreSQL, for those who do them. Every write names the fence that it was taken with: what a holder of an older one writes is refused.</summary>
internal sealed class JobStore(TenantScopes scopes, TimeProvider clock)
{
    // From lane to lane by the index, the head of each: neither a backlog nor another tenant's is ever read. From the lane after the one that was served last to the end, then from the beginning to that one.
    private static readonly string TakeSql = $"""
        with found as (
          select c.id from unnest(@tenants, @kinds, @afters, @mosts) with ordinality w(tenant, kind, after, most, turn)
           cross join lateral (({Heads("w.after", "")}) union all ({Heads("''", "and j.lane <= w.after")}) limit w.most) c
           limit @free),
        locked as (select j.id from harness_job j where j.id = any (array(select id from found)) and j.status = 'pending' for update skip locked),
        taken as (
          update harness_job j set status = 'running', attempts = j.attempts + 1, fence = j.fence + 1, holder = @holder, lease_until = @lease
            from locked where j.id = locked.id
          returning j.id, j.billing_account_id as tenant, j.kind, j.lane, j.payload::text as payload, j.attempts as attempt, j.attempts - j.attempts_before as counted, j.fence, j.correlation_id, j.alert_id),
        noted as (
          insert into harness_attempt (job_id, billing_account_id, number, fence, holder, started_at)
          select t.id, t.tenant, t.attempt, t.fence, @holder, @now from taken t
              on conflict (job_id, number) do update set fence = excluded.fence, holder = excluded.holder, looks = harness_attempt.looks + 1, ended_at = null, outcome = null, error = null)
        select * from taken
        """;

    private const string EndSql = """
        with ended as (
          update harness_job set status = @status, attempts = attempts - @uncounted, holder = null, lease_until = null, next_at = @NextAt, error = @error, note = @note, ended_at = @ended
           where id = @id and billing_account_id = @tenant and fence = @fence and status = 'running'
          returning id)
        update harness_attempt a set ended_at = @now, outcome = @outcome, error = @error from ended where a.job_id = ended.id and a.number = @attempt
        """;

    private const string RenewSql = """
        update harness_job j set lease_until = @until from unnest(@ids, @fences) held(id, fence)
         where j.id = held.id and j.fence = held.fence and j.status = 'running'
        returning j.id
        """;

    // Of each kind the first index entry of a tenant that has any: as little for a backlog as for nothing.
    private const string WaitingSql = """
        select k.kind from unnest(@kinds) k(kind)
         where exists (select from unnest(@tenants) t(id) cross join lateral (
           select from harness_job j where j.billing_account_id = t.id and j.kind = k.kind and j.status = 'pending' limit 1) j)
        union all
        select '' where exists (select from harness_job j where j.billing_account_id = any (@tenants) and j.status = 'running' and j.lease_until < @now)
        """;

    private const string ExpiredSql = """
        select j.id, j.billing_account_id as tenant, j.kind, j.lane, j.payload::text as payload, j.attempts as attempt, j.attempts - j.attempts_before as counted, j.fence, j.correlation_id, j.alert_id
          from harness_job j where j.billing_account_id = any (@tenants) and j.status = 'running' and j.lease_until < @now
         limit 100 for update skip locked
        """;

    private const string ParkSql = """
        update harness_job set status = 'parked', error = @error, ended_at = @now
         where billing_account_id = any (@tenants) and kind = any (@kinds) and status = 'pending' and next_at <= @now
        """;

    private static string Heads(string from, string within) => $"""
        with recursive step as (
          (select j.lane from harness_job j where j.billing_account_id = w.tenant and j.kind = w.kind and j.status = 'pending' and j.lane > {from} {within} order by j.lane limit 1)
          union all
          select n.lane from step s cross join lateral (
            select j.lane from harness_job j where j.billing_account_id = w.tenant and j.kind = w.kind and j.status = 'pending' and j.lane > s.lane {within} order by j.lane limit 1) n)
        select h.id from step s cross join lateral (
          select j.id from harness_job j
           where j.billing_account_id = w.tenant and j.kind = w.kind and j.status = 'pending' and j.lane = s.lane and j.next_at <= @now
             and not exists (select from harness_job r where r.billing_account_id = w.tenant and r.kind = w.kind and r.lane = s.lane and r.status = 'running')
           order by j.next_at, j.id limit 1) h
        """;

    /// <summary>Of which kinds jobs wait, due or not yet, and whether a lease ran out.</summary>
    public async Task<(IReadOnlySet<JobKind> Kinds, bool HasExpired)> WaitingAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return (new HashSet<JobKind>(), false);
        var words = await scopes.ReadManyAsync<string>(
            tenants, WaitingSql, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), kinds = Enum.GetValues<JobKind>().Select(kind => kind.ToText()).ToArray(), now = clock.GetUtcNow() }, ct);
        return (words.Where(word => word.Length > 0).Select(EnumText.Parse<JobKind>).ToHashSet(), words.Contains(""));
    }

    /// <summary>Takes due jobs, at most one of a lane.</summary>
    /// <param name="claims">Where to look, in this order.</param>
    /// <param name="free">How many at most.</param>
    /// <param name="holder">Who takes them.</param>
    /// <param name="lease">For how long.</param>
    /// <param name="ct">Stops the statement.</param>
    public async Task<IReadOnlyList<TakenJob>> TakeAsync(IReadOnlyCollection<JobClaim> claims, int free, string holder, TimeSpan lease, CancellationToken ct)
    {
        var tenants = claims.Select(claim => claim.Tenant).DistinctBy(tenant => tenant.Tenant).ToDictionary(tenant => tenant.Tenant);
        var now = clock.GetUtcNow();
        await using var scope = await scopes.BeginManyAsync(tenants.Values, ct);
        try
        {
            var rows = await scope.QueryAsync<Row>(TakeSql, new
            {
                tenants = claims.Select(claim => claim.Tenant.Tenant.Value).ToArray(),
                kinds = claims.Select(claim => claim.Kind.ToText()).ToArray(),
                afters = claims.Select(claim => claim.AfterLane).ToArray(),
                mosts = claims.Select(claim => claim.Most).ToArray(),
                free,
                holder,
                now,
                lease = now + lease,
            });
            if (rows.Count > 0) await scope.CommitAsync();
            return [.. rows.Select(row => row.ToJob(tenants[row.Tenant]))];
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return [];   // another host took one of the lane at the same moment: the index said so
        }
    }

    /// <summary>Writes how an attempt ended. False: the lease was lost, and what became of the job is somebody else's business.</summary>
    public Task<bool> EndAsync(TakenJob taken, JobOutcome outcome, int mostAttempts, CancellationToken ct)
    {
        var word = outcome switch { JobOutcome.Done => "done", JobOutcome.Underway => "underway", JobOutcome.Hopeless => "hopeless", _ => "again" };
        return EndAsync(taken, JobLifecycle.After(outcome, taken.Job.Id, taken.Counted, mostAttempts, clock.GetUtcNow()), word, ct);
    }

    /// <summary>Gives a job back untried, because its worker is stopped.</summary>
    public Task<bool> ReleaseAsync(TakenJob taken, CancellationToken ct) => EndAsync(taken, new JobVerdict(JobEvent.Postpone, clock.GetUtcNow(), false, null), "released", ct);

    /// <summary>Holds jobs for longer; answers those that are still held.</summary>
    public async Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyCollection<TakenJob> held, TimeSpan lease, CancellationToken ct)
    {
        if (held.Count == 0) return new HashSet<Guid>();
        await using var scope = await scopes.BeginManyAsync([.. held.Select(taken => taken.Job.Tenant).DistinctBy(tenant => tenant.Tenant)], ct);
        var renewed = await scope.QueryAsync<Guid>(RenewSql, new { ids = held.Select(taken => taken.Job.Id).ToArray(), fences = held.Select(taken => taken.Job.Fence).ToArray(), until = clock.GetUtcNow() + lease });
        await scope.CommitAsync();
        return renewed.ToHashSet();
    }

    /// <summary>Takes jobs from workers that are not heard of any more; answers how many.</summary>
    public async Task<int> ExpireAsync(IReadOnlyCollection<TenantRef> tenants, int mostAttempts, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        var (owners, now) = (tenants.ToDictionary(tenant => tenant.Tenant), clock.GetUtcNow());
        await using var scope = await scopes.BeginManyAsync(tenants, ct);
        var expired = await scope.QueryAsync<Row>(ExpiredSql, new { tenants = owners.Keys.Select(tenant => tenant.Value).ToArray(), now });
        foreach (var taken in expired.Select(row => row.ToJob(owners[row.Tenant])))
            await WriteAsync(scope, taken, JobLifecycle.AfterExpiry(taken.Counted, mostAttempts, now), "expired");
        if (expired.Count > 0) await scope.CommitAsync();
        return expired.Count;
    }

    /// <summary>Sets aside due jobs that nobody here can do; answers how many.</summary>
    public async Task<int> ParkAsync(IReadOnlyCollection<TenantRef> tenants, IReadOnlyCollection<JobKind> kinds, CancellationToken ct)
    {
        if (tenants.Count == 0 || kinds.Count == 0) return 0;
        await using var scope = await scopes.BeginManyAsync(tenants, ct);
        const string Why = "Nothing on this host does jobs of this kind. Start the part that does and try again.";
        var parked = await scope.ExecuteAsync(ParkSql, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), kinds = kinds.Select(kind => kind.ToText()).ToArray(), error = Why, now = clock.GetUtcNow() });
        if (parked > 0) await scope.CommitAsync();
        return parked;
    }

    private async Task<bool> EndAsync(TakenJob taken, JobVerdict verdict, string outcome, CancellationToken ct)
    {
        await using var scope = await scopes.BeginManyAsync([taken.Job.Tenant], ct);
        if (!await WriteAsync(scope, taken, verdict, outcome)) return false;
        await scope.CommitAsync();
        return true;
    }

    private async Task<bool> WriteAsync(TenantScope scope, TakenJob taken, JobVerdict verdict, string outcome)
    {
        var (job, now) = (taken.Job, clock.GetUtcNow());
        var status = JobLifecycle.Next(JobStatus.Running, verdict.Event) ?? throw new InvalidOperationException($"A running job does not {verdict.Event}.");
        var isOver = status is JobStatus.Succeeded or JobStatus.Failed;
        var written = await scope.ExecuteAsync(EndSql, new
        {
            id = job.Id,
            tenant = job.Tenant.Tenant,
            fence = job.Fence,
            attempt = job.Attempt,
            status = status.ToText(),
            uncounted = verdict.Counts ? 0 : 1,
            verdict.NextAt,
            error = status == JobStatus.Succeeded ? null : verdict.Text,
            note = status == JobStatus.Succeeded ? verdict.Text : null,
            ended = isOver ? now.UtcDateTime : (DateTime?)null,
            outcome,
            now,
        });
        if (written == 0) return false;
        await AlertMoves.FollowAsync(scope, job.AlertId, status, now);
        scope.Announce(ChangeKind.Alerts, job.Tenant.Tenant);
        return true;
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public TenantId Tenant { get; init; }

        public string Kind { get; init; } = "";

        public string Lane { get; init; } = "";

        public string Payload { get; init; } = "";

        public int Attempt { get; init; }

        public int Counted { get; init; }

        public long Fence { get; init; }

        public string CorrelationId { get; init; } = "";

        public Guid? AlertId { get; init; }

        public TakenJob ToJob(TenantRef tenant) => new(new(Id, tenant, EnumText.Parse<JobKind>(Kind), Payload, Attempt, Fence, CorrelationId, AlertId), Lane, Counted);
    }
}
