using System.Collections.Concurrent;
using CopyTrade.Domain.Alerts;

namespace CopyTrade.Tests.Infrastructure.Alerts;

/// <summary>Does what a test says, and remembers what it was given.</summary>
internal sealed class ScriptedHandler(Func<HarnessJob, CancellationToken, Task<JobOutcome>> run, JobKind kind = JobKind.Notify) : IJobHandler
{
    public ScriptedHandler(Func<HarnessJob, JobOutcome> run, JobKind kind = JobKind.Notify) : this((job, _) => Task.FromResult(run(job)), kind)
    {
    }

    public JobKind Kind => kind;

    public ConcurrentQueue<HarnessJob> Given { get; } = new();

    public Task<JobOutcome> RunAsync(HarnessJob job, CancellationToken ct)
    {
        Given.Enqueue(job);
        return run(job, ct);
    }
}
