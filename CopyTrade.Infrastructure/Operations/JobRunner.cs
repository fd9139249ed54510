using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>The one thing that the scheduler knows how to run: looks a job up in the manifest, calls it, keeps the record.</summary>
[DisallowConcurrentExecution]
internal sealed partial class JobRunner(JobManifest manifest, JobHistory history, IServiceScopeFactory services, TimeProvider clock, ILogger<JobRunner> logger) : IJob
{
    public const string TriggeredBy = "by";
    private static readonly string Host = $"{Environment.MachineName}/{Environment.ProcessId}";
    private static readonly Meter Meter = new("CopyTrade.Operations");
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("job_runs");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("job_duration", "s");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var name = context.JobDetail.Key.Name;
        if (manifest.Find(name) is not { } job) return;   // a job of an older version of the program

        var by = context.MergedJobDataMap.TryGetValue(TriggeredBy, out var value) ? value as string : null;
        if (by is null && (await history.PausesAsync(cancellationToken)).ContainsKey(name)) return;

        var scheduled = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        var run = await history.StartAsync(name, scheduled, context.RetryAttempt + 1, Host, by, cancellationToken);
        var started = clock.GetTimestamp();
        try
        {
            await using var scope = services.CreateAsyncScope();
            var report = await job.Run(scope.ServiceProvider, cancellationToken);
            await history.FinishAsync(run, report, error: null, CancellationToken.None);
            Count(name, "succeeded", started);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await history.FinishAsync(run, JobReport.Nothing, "Stopped because the host was shutting down.", CancellationToken.None);
            throw;
        }
        catch (Exception e)
        {
            Log.Failed(logger, e, name, context.RetryAttempt + 1);
            Count(name, "failed", started);
            await history.FinishAsync(run, JobReport.Nothing, FirstLine.Of(e), CancellationToken.None);
            // The scheduler counts it as failed too, and tries again where the manifest says so.
            throw new JobExecutionException(e);
        }
    }

    private void Count(string job, string outcome, long started)
    {
        Runs.Add(1, new KeyValuePair<string, object?>("job", job), new KeyValuePair<string, object?>("outcome", outcome));
        Duration.Record(clock.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("job", job));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 8001, EventName = "job.failed", Level = LogLevel.Error, Message = "Job {Job} failed at attempt {Attempt}.")]
        public static partial void Failed(ILogger logger, Exception exception, string job, int attempt);
    }
}
