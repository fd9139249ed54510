using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>
/// Takes due jobs and gives them to their handlers, some at a time: so many of a kind, so many of a tenant, one of a lane.
/// What is slow holds up nothing but its own lane. Taking is not for several threads; jobs end on their own.
/// </summary>
internal sealed partial class JobWorker(JobStore store, IEnumerable<IJobHandler> handlers, IOptions<AlertOptions> options, TimeProvider clock, ILogger<JobWorker> logger)
{
    private static readonly TimeSpan PauseBeforeWritingAgain = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MostForGivingBack = TimeSpan.FromSeconds(3);
    private readonly Dictionary<JobKind, IJobHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);
    private readonly ConcurrentDictionary<Guid, JobRun> _running = new();
    private readonly Dictionary<(TenantId, JobKind), string> _lanes = [];
    private readonly string _holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private readonly Dictionary<JobKind, IReadOnlyList<TenantId>> _unserved = [];
    private readonly Dictionary<JobKind, Guid> _served = [];

    /// <summary>Hears of each job that ended: another may take its place.</summary>
    public event Action<TenantRef>? Ended;

    public int Running => _running.Count;

    /// <summary>Who could not be served for want of room: to be looked at again when there is some.</summary>
    public IReadOnlyCollection<TenantId> Unserved => [.. _unserved.Values.SelectMany(tenants => tenants).Distinct()];

    /// <summary>Takes what is due of these tenants; answers how many jobs.</summary>
    public async Task<int> TakeAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        var (waiting, _) = await store.WaitingAsync(tenants, ct);
        return await TakeAsync(tenants, waiting, ct);
    }

    /// <summary>Puts right what nobody works at, then takes what is due. At rest this is one question.</summary>
    public async Task<int> LookAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        var (waiting, hasExpired) = await store.WaitingAsync(tenants, ct);
        if (hasExpired || !waiting.IsSubsetOf(_handlers.Keys))
        {
            await TidyAsync(tenants, ct);
            (waiting, _) = await store.WaitingAsync(tenants, ct);
        }

        return await TakeAsync(tenants, waiting, ct);
    }

    /// <summary>Holds what runs for longer. What another has taken meanwhile is stopped.</summary>
    public async Task RenewAsync(CancellationToken ct)
    {
        var runs = _running.Values.ToList();
        var held = await store.RenewAsync([.. runs.Select(run => run.Taken)], options.Value.JobLease, ct);
        foreach (var run in runs.Where(run => _running.ContainsKey(run.Taken.Job.Id)))
        {
            if (held.Contains(run.Taken.Job.Id)) run.Renew(options.Value.JobLease);
            else run.Lose();
        }
    }

    /// <summary>Puts right what nobody works at: jobs of workers that are gone, and jobs that nobody can do.</summary>
    public async Task TidyAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (await store.ExpireAsync(tenants, options.Value.MaxJobAttempts, ct) is > 0 and var expired) Log.Expired(logger, expired);
        if (await store.ParkAsync(tenants, [.. Enum.GetValues<JobKind>().Except(_handlers.Keys)], ct) is > 0 and var parked) Log.Parked(logger, parked);
    }

    /// <summary>Waits until nothing runs any more.</summary>
    public Task DrainAsync(CancellationToken ct) => Task.WhenAll(_running.Values.Select(run => run.Work)).WaitAsync(ct);

    private async Task<int> TakeAsync(IReadOnlyCollection<TenantRef> tenants, IReadOnlySet<JobKind> waiting, CancellationToken ct)
    {
        var began = 0;
        foreach (var kind in _handlers.Keys)
        {
            if (waiting.Contains(kind)) began += await TakeAsync(tenants, kind, ct);
            else Forget(tenants, kind);
        }

        return began;
    }

    // Nothing waits: nobody is owed a place, and the next look may begin at any lane.
    private void Forget(IReadOnlyCollection<TenantRef> tenants, JobKind kind)
    {
        if (_unserved.TryGetValue(kind, out var unserved)) _unserved[kind] = [.. unserved.Except(tenants.Select(tenant => tenant.Tenant))];
        foreach (var tenant in tenants) _lanes.Remove((tenant.Tenant, kind));
    }

    private async Task<int> TakeAsync(IReadOnlyCollection<TenantRef> tenants, JobKind kind, CancellationToken ct)
    {
        var running = _running.Values.Where(run => run.Taken.Job.Kind == kind).GroupBy(run => run.Taken.Job.Tenant.Tenant).ToDictionary(same => same.Key, same => same.Count());
        var free = options.Value.JobsAtOnce - running.Values.Sum();
        var claims = InTurn(tenants, kind)
            .Select(tenant => new JobClaim(tenant, kind, _lanes.GetValueOrDefault((tenant.Tenant, kind), ""), options.Value.JobsAtOncePerAccount - running.GetValueOrDefault(tenant.Tenant)))
            .Where(claim => claim.Most > 0)
            .ToList();
        if (claims.Count == 0) return 0;
        if (free > 0) return await TakeAsync(claims, kind, free, ct);
        _unserved[kind] = [.. claims.Select(claim => claim.Tenant.Tenant)];
        return 0;
    }

    private async Task<int> TakeAsync(IReadOnlyCollection<JobClaim> claims, JobKind kind, int free, CancellationToken ct)
    {
        var taken = await store.TakeAsync(claims, free, _holder, options.Value.JobLease, ct);
        foreach (var job in taken) Begin(job, ct);
        var isFull = taken.Count >= free;
        Turn(claims, taken, isFull);
        _unserved[kind] = isFull ? [.. claims.Select(claim => claim.Tenant.Tenant)] : [];
        return taken.Count;
    }

    // Each look begins after the tenant that was served last, each tenant's with another lane. Counting the looks would not do: when every second one finds no room, half of the tenants would never be first.
    private IEnumerable<TenantRef> InTurn(IReadOnlyCollection<TenantRef> tenants, JobKind kind)
    {
        var ordered = tenants.OrderBy(tenant => tenant.Tenant.Value).ToList();
        var start = _served.TryGetValue(kind, out var last) ? ordered.Count(tenant => tenant.Tenant.Value.CompareTo(last) <= 0) : 0;
        return ordered.Skip(start).Concat(ordered.Take(start));
    }

    private void Turn(IEnumerable<JobClaim> claims, IReadOnlyCollection<TakenJob> taken, bool isFull)
    {
        foreach (var claim in claims)
        {
            var mine = taken.Where(job => job.Job.Tenant == claim.Tenant).ToList();
            if (mine.Count > 0) _served[claim.Kind] = claim.Tenant.Tenant.Value;
            if (mine.Count > 0 && (isFull || mine.Count == claim.Most)) _lanes[(claim.Tenant.Tenant, claim.Kind)] = LastOf(mine, claim.AfterLane);
            else if (!isFull) _lanes.Remove((claim.Tenant.Tenant, claim.Kind));
        }
    }

    // A look that came to the end went on from the beginning.
    private static string LastOf(IReadOnlyCollection<TakenJob> taken, string after)
    {
        var again = taken.Where(job => string.CompareOrdinal(job.Lane, after) <= 0).Select(job => job.Lane).ToList();
        return (again.Count > 0 ? again : taken.Select(job => job.Lane)).Max(StringComparer.Ordinal)!;
    }

    private void Begin(TakenJob taken, CancellationToken host)
    {
        var run = new JobRun(taken, options.Value.JobLease, clock, host);
        _running[taken.Job.Id] = run;
        run.Work = Task.Run(() => RunAsync(run, host), CancellationToken.None);
    }

    private async Task RunAsync(JobRun run, CancellationToken host)
    {
        var job = run.Taken.Job;
        using var words = Correlation.Begin(logger, job.CorrelationId, (Correlation.JobId, job.Id), (Correlation.AlertId, job.AlertId));
        try
        {
            await EndAsync(run, await AttemptAsync(run), host);
        }
        catch (Exception e)
        {
            // Its lease runs out, and somebody looks at it again.
            LoopSupervisor.Count(nameof(JobWorker));
            Log.NotWritten(logger, job.Id, job.CorrelationId, e);
        }
        finally
        {
            _running.TryRemove(job.Id, out _);
            run.Dispose();
            Ended?.Invoke(job.Tenant);
        }
    }

    /// <summary>Null when it was stopped from outside: then nothing is known of it.</summary>
    private async Task<JobOutcome?> AttemptAsync(JobRun run)
    {
        var job = run.Taken.Job;
        try
        {
            return await _handlers[job.Kind].RunAsync(job, run.Token);
        }
        catch (OperationCanceledException) when (run.Token.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            Log.Threw(logger, job.Id, job.Kind, job.Attempt, job.CorrelationId, e);
            return new JobOutcome.Again(e.Message);
        }
    }

    private async Task EndAsync(JobRun run, JobOutcome? outcome, CancellationToken host)
    {
        var job = run.Taken.Job;
        if (outcome is null)
        {
            if (!host.IsCancellationRequested) Log.Lost(logger, job.Id, job.Fence, job.CorrelationId);
            else await GiveBackAsync(run.Taken);
            return;
        }

        if (await WriteAsync(run, outcome)) Log.Ended(logger, job.Id, job.Kind, outcome.GetType().Name, job.Attempt, job.CorrelationId);
        else Log.Lost(logger, job.Id, job.Fence, job.CorrelationId);
    }

    // What was done is worth being written even if the database is away for a moment: otherwise it is done again.
    private async Task<bool> WriteAsync(JobRun run, JobOutcome outcome)
    {
        while (true)
        {
            try
            {
                return await store.EndAsync(run.Taken, outcome, options.Value.MaxJobAttempts, CancellationToken.None);
            }
            catch (Exception e) when (!run.Token.IsCancellationRequested)
            {
                Log.WritingAgain(logger, run.Taken.Job.Id, e);
                await Task.Delay(PauseBeforeWritingAgain, clock, run.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task GiveBackAsync(TakenJob taken)
    {
        using var limit = new CancellationTokenSource(MostForGivingBack, clock);
        await store.ReleaseAsync(taken, limit.Token);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6501, EventName = "alerts.job.ended", Level = LogLevel.Information, Message = "Job {JobId} ({Kind}): {Outcome} at attempt {Attempt}; correlation {CorrelationId}.")]
        public static partial void Ended(ILogger logger, Guid jobId, JobKind kind, string outcome, int attempt, string correlationId);

        [LoggerMessage(EventId = 6502, Level = LogLevel.Warning, Message = "Job {JobId} ({Kind}) threw at attempt {Attempt}; correlation {CorrelationId}.")]
        public static partial void Threw(ILogger logger, Guid jobId, JobKind kind, int attempt, string correlationId, Exception exception);

        [LoggerMessage(EventId = 6503, Level = LogLevel.Warning, Message = "Job {JobId} was taken by somebody else (fence {Fence} is old): what this worker made of it is not written; correlation {CorrelationId}.")]
        public static partial void Lost(ILogger logger, Guid jobId, long fence, string correlationId);

        [LoggerMessage(EventId = 6504, Level = LogLevel.Error, Message = "How job {JobId} ended could not be written; correlation {CorrelationId}.")]
        public static partial void NotWritten(ILogger logger, Guid jobId, string correlationId, Exception exception);

        [LoggerMessage(EventId = 6505, Level = LogLevel.Warning, Message = "How job {JobId} ended is written again in a moment.")]
        public static partial void WritingAgain(ILogger logger, Guid jobId, Exception exception);

        [LoggerMessage(EventId = 6506, Level = LogLevel.Warning, Message = "{Jobs} jobs were taken from workers that are not heard of.")]
        public static partial void Expired(ILogger logger, int jobs);

        [LoggerMessage(EventId = 6507, Level = LogLevel.Warning, Message = "{Jobs} jobs are parked: nothing on this host does them.")]
        public static partial void Parked(ILogger logger, int jobs);
    }
}
