using static CopyTrade.Domain.Alerts.JobStatus;

namespace CopyTrade.Domain.Alerts;

/// <summary>What may become of a durable job (R4.17): PENDING → RUNNING → SUCCEEDED; a failure goes back to PENDING until no attempt is left, then FAILED.</summary>
public static class JobLifecycle
{
    /// <summary>Where an event leads; null when it may not happen there.</summary>
    public static JobStatus? Next(JobStatus status, JobEvent what) => (status, what) switch
    {
        (Pending, JobEvent.Take) => Running,
        (Pending, JobEvent.Park) => Parked,
        (Running, JobEvent.Succeed) => Succeeded,
        (Running, JobEvent.Postpone) => Pending,
        (Running, JobEvent.GiveUp) => Failed,
        (Failed or Parked, JobEvent.Retry) => Pending,
        (Failed, JobEvent.Park) => Parked,   // seen and set aside: it is no news any more
        _ => null,
    };

    /// <summary>What an attempt that ended means for its job.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="id">The job's: spreads those that failed together.</param>
    /// <param name="attempt">How many attempts there were, this one included, since somebody last asked for it.</param>
    /// <param name="most">How many there may be, 1 or more.</param>
    /// <param name="now">When it ended (UTC).</param>
    public static JobVerdict After(JobOutcome outcome, Guid id, int attempt, int most, DateTimeOffset now) => outcome switch
    {
        JobOutcome.Done done => new(JobEvent.Succeed, now, true, done.Note),
        JobOutcome.Underway underway => new(JobEvent.Postpone, now + underway.After, false, null),
        JobOutcome.Hopeless hopeless => new(JobEvent.GiveUp, now, true, hopeless.Error),
        JobOutcome.Again again when attempt >= most => new(JobEvent.GiveUp, now, true, again.Error),
        JobOutcome.Again again => new(JobEvent.Postpone, now + Longer(again.After, JobBackoff.After(attempt, id)), true, again.Error),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "An unknown outcome."),
    };

    /// <summary>A worker that is not heard of has spent its attempt: what kills workers must not be tried for ever.</summary>
    /// <param name="attempt">How many attempts there were since somebody last asked for it.</param>
    /// <param name="most">How many there may be, 1 or more.</param>
    /// <param name="now">When it was noticed (UTC).</param>
    public static JobVerdict AfterExpiry(int attempt, int most, DateTimeOffset now) =>
        new(attempt >= most ? JobEvent.GiveUp : JobEvent.Postpone, now, true, "The worker stopped before it was done.");

    private static TimeSpan Longer(TimeSpan? asked, TimeSpan backoff) => asked is { } wish && wish > backoff ? wish : backoff;
}
