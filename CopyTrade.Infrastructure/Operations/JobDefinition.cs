namespace CopyTrade.Infrastructure.Operations;

/// <summary>One recurring job. At most one run of it is under way in the whole installation; it must be idempotent, since a run that is cut short comes again.</summary>
/// <param name="Name">Stable, <c>capability.verb</c>.</param>
/// <param name="Does">One sentence for operators.</param>
/// <param name="Schedule">When.</param>
/// <param name="Run">Resolves its handler from the services of the run and calls it. Knows nothing of the scheduler.</param>
public sealed record JobDefinition(string Name, string Does, JobSchedule Schedule, Func<IServiceProvider, CancellationToken, Task<JobReport>> Run)
{
    /// <summary>What does not happen while it is paused, one sentence: for a job whose absence endangers money. Null for the others.</summary>
    public string? WhilePaused { get; init; }

    /// <summary>Waits between attempts after a failure; empty where the next firing is near enough.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } = [];
}
