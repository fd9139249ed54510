using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>Runs and pauses of jobs, kept in our own tables.</summary>
internal sealed class JobHistory(Databases databases, TimeProvider clock)
{
    private const int LongestError = 500;
    private const string Columns = "id, scheduled_at, started_at, finished_at, outcome, attempt, error, host, triggered_by";

    /// <summary>Records that a run began. One run of a job at a time: a row left running belongs to a host that is gone.</summary>
    public async Task<long> StartAsync(string job, DateTimeOffset scheduledAt, int attempt, string host, string? by, CancellationToken ct)
    {
        await using var connection = await databases.Jobs.OpenConnectionAsync(ct);
        var now = clock.GetUtcNow();
        return await connection.QuerySingleAsync<long>(new CommandDefinition("""
            with gone as (update job_run set outcome = 'abandoned', finished_at = @now, error = 'The host went away before it ended.' where job = @job and outcome = 'running')
            insert into job_run (job, scheduled_at, started_at, outcome, attempt, host, triggered_by)
            values (@job, @scheduledAt, @now, 'running', @attempt, @host, @by) returning id
            """, new { job, scheduledAt, now, attempt, host, by }, cancellationToken: ct));
    }

    public async Task FinishAsync(long run, JobReport report, string? error, CancellationToken ct)
    {
        await using var connection = await databases.Jobs.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "update job_run set outcome = @outcome, finished_at = @Now, seen = @Seen, changed = @Changed, error = @error where id = @run",
            new { run, outcome = (error is null ? JobOutcome.Succeeded : JobOutcome.Failed).ToText(), Now = clock.GetUtcNow(), report.Seen, report.Changed, error = error?[..Math.Min(error.Length, LongestError)] },
            cancellationToken: ct));
        Announce();
    }

    /// <summary>The last runs of each job, newest first.</summary>
    public async Task<ILookup<string, JobRun>> RecentAsync(int each, CancellationToken ct)
    {
        await using var connection = await databases.Jobs.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition($"""
            select j.job, r.* from (select distinct job from job_run) j
              cross join lateral (select {Columns} from job_run where job = j.job order by id desc limit @each) r
            """, new { each }, cancellationToken: ct));
        return rows.ToLookup(row => row.Job, row => row.ToRun(), StringComparer.Ordinal);
    }

    public async Task<IReadOnlyList<JobRun>> OfAsync(string job, int limit, CancellationToken ct)
    {
        await using var connection = await databases.Jobs.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition($"select job, {Columns} from job_run where job = @job order by id desc limit @limit", new { job, limit }, cancellationToken: ct));
        return [.. rows.Select(row => row.ToRun())];
    }

    /// <summary>When a job last ended well, on whichever host; null when never, or when this host may not know.</summary>
    public async Task<DateTimeOffset?> LastSuccessAsync(string job, CancellationToken ct)
    {
        if (!databases.Has(DatabaseRole.Jobs)) return null;
        await using var connection = await databases.Jobs.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<DateTime?>(new CommandDefinition(
            "select finished_at from job_run where job = @job and outcome = 'succeeded' order by id desc limit 1", new { job }, cancellationToken: ct)) is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>Who paused what, and since when.</summary>
    public async Task<IReadOnlyDictionary<string, JobPause>> PausesAsync(CancellationToken ct)
    {
        await using var connection = await databases.Jobs.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Job, string PausedBy, DateTime PausedAt)>(new CommandDefinition("select job, paused_by, paused_at from job_pause", cancellationToken: ct));
        return rows.ToDictionary(row => row.Job, row => new JobPause(row.PausedBy, Timestamps.Utc(row.PausedAt)), StringComparer.Ordinal);
    }

    public Task PauseAsync(string job, string by, CancellationToken ct) =>
        ChangeAsync("insert into job_pause (job, paused_by, paused_at) values (@job, @by, @Now) on conflict do nothing", new { job, by, Now = clock.GetUtcNow() }, ct);

    public Task ResumeAsync(string job, CancellationToken ct) => ChangeAsync("delete from job_pause where job = @job", new { job }, ct);

    /// <summary>Forgets successes after a week and everything else after a month.</summary>
    public async Task<int> TrimAsync(CancellationToken ct)
    {
        await using var connection = await databases.Jobs.OpenConnectionAsync(ct);
        var now = clock.GetUtcNow();
        return await connection.ExecuteAsync(new CommandDefinition(
            "delete from job_run where finished_at < @Month or (outcome = 'succeeded' and finished_at < @Week)", new { Month = now.AddDays(-30), Week = now.AddDays(-7) }, cancellationToken: ct));
    }

    private async Task ChangeAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await databases.Jobs.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
        Announce();
    }

    private void Announce() => databases.Announcer.Announce(new Change(ChangeKind.Jobs, null));

    private sealed class Row
    {
        public string Job { get; init; } = "";

        public long Id { get; init; }

        public DateTimeOffset ScheduledAt { get; init; }

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }

        public string Outcome { get; init; } = "";

        public int Attempt { get; init; }

        public string? Error { get; init; }

        public string Host { get; init; } = "";

        public string? TriggeredBy { get; init; }

        public JobRun ToRun() => new(Id, ScheduledAt, StartedAt, FinishedAt, EnumText.Parse<JobOutcome>(Outcome), Attempt, Error, Host, TriggeredBy);
    }
}
