namespace CopyTrade.Domain.Operations;

/// <summary>One firing of a job.</summary>
/// <param name="Id">Row id.</param>
/// <param name="ScheduledAt">When it should have started.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="FinishedAt">When it ended; null while it runs.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Attempt">First is 1; retries count on.</param>
/// <param name="Error">What went wrong, as one sentence without a stack trace; null otherwise.</param>
/// <param name="Host">Which host ran it.</param>
/// <param name="TriggeredBy">The operator who fired it by hand; null when the schedule did.</param>
public sealed record JobRun(
    long Id,
    DateTimeOffset ScheduledAt,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    JobOutcome Outcome,
    int Attempt,
    string? Error,
    string Host,
    string? TriggeredBy)
{
    /// <summary>How long it took; null while it runs.</summary>
    public TimeSpan? Took => FinishedAt - StartedAt;
}
