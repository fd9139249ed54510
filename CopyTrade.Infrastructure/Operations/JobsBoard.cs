using CopyTrade.Domain.Operations;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>What operators see of jobs and do to them. Works on every host on the database, whichever one runs the jobs.</summary>
internal sealed partial class JobsBoard(JobManifest manifest, JobHistory history, ISchedulerFactory schedulers, ILogger<JobsBoard> logger) : IJobsBoard
{
    private const int Shown = 20;

    public async Task<IReadOnlyList<JobRow>> ListAsync(CancellationToken ct)
    {
        var recent = await history.RecentAsync(Shown, ct);
        var pauses = await history.PausesAsync(ct);
        var scheduler = await schedulers.GetScheduler(ct);
        var rows = new List<JobRow>();
        foreach (var job in manifest.All)
        {
            var paused = pauses.TryGetValue(job.Name, out var pause);
            var trigger = paused ? null : await scheduler.GetTrigger(new TriggerKey(job.Name), ct);
            rows.Add(new JobRow(job.Name, job.Does, job.Schedule.ToString(), paused, pause?.By, trigger?.NextFireTimeUtc, [.. recent[job.Name].Reverse()]) { PausedAt = pause?.At, WhilePaused = job.WhilePaused });
        }

        return rows;
    }

    public async Task<IReadOnlyList<JobRun>?> HistoryAsync(string job, int limit, CancellationToken ct) =>
        manifest.Find(job) is null ? null : await history.OfAsync(job, Math.Clamp(limit, 1, 200), ct);

    public async Task<JobCommandResult> RunNowAsync(string job, string by, CancellationToken ct)
    {
        if (manifest.Find(job) is null) return JobCommandResult.NotFound;
        if ((await history.OfAsync(job, 1, ct)) is [{ Outcome: JobOutcome.Running }]) return JobCommandResult.AlreadyRunning;

        var scheduler = await schedulers.GetScheduler(ct);
        await scheduler.TriggerJob(new JobKey(job), new JobDataMap { [JobRunner.TriggeredBy] = by }, ct);
        Log.Triggered(logger, job);
        return JobCommandResult.Done;
    }

    public async Task<JobCommandResult> PauseAsync(string job, string by, CancellationToken ct)
    {
        if (manifest.Find(job) is null) return JobCommandResult.NotFound;
        await history.PauseAsync(job, by, ct);
        Log.Paused(logger, job);
        return JobCommandResult.Done;
    }

    public async Task<JobCommandResult> ResumeAsync(string job, string by, CancellationToken ct)
    {
        if (manifest.Find(job) is null) return JobCommandResult.NotFound;
        await history.ResumeAsync(job, ct);
        Log.Resumed(logger, job);
        return JobCommandResult.Done;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 8011, EventName = "job.triggered", Level = LogLevel.Information, Message = "Job {Job} was started by an operator.")]
        public static partial void Triggered(ILogger logger, string job);

        [LoggerMessage(EventId = 8012, EventName = "job.paused", Level = LogLevel.Information, Message = "Job {Job} was paused by an operator.")]
        public static partial void Paused(ILogger logger, string job);

        [LoggerMessage(EventId = 8013, EventName = "job.resumed", Level = LogLevel.Information, Message = "Job {Job} was resumed by an operator.")]
        public static partial void Resumed(ILogger logger, string job);
    }
}
