namespace CopyTrade.Domain.Operations;

/// <summary>One recurring job as an operator sees it.</summary>
/// <param name="Name">Stable name, e.g. <c>settlement.reconcile</c>.</param>
/// <param name="Does">One sentence.</param>
/// <param name="Schedule">When it runs, in words, UTC: <c>every 30 s</c>, <c>daily 02:00</c>.</param>
/// <param name="IsPaused">An operator stopped its schedule.</param>
/// <param name="PausedBy">Who paused it; null when it is not paused or the name was not kept.</param>
/// <param name="NextRunAt">Next firing; null while paused.</param>
/// <param name="Recent">Its last runs, oldest first, at most twenty.</param>
public sealed record JobRow(string Name, string Does, string Schedule, bool IsPaused, string? PausedBy, DateTimeOffset? NextRunAt, IReadOnlyList<JobRun> Recent)
{
    /// <summary>Since when it is paused, UTC; null when it is not.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>What does not happen while it is paused, one sentence; null where no money depends on it.</summary>
    public string? WhilePaused { get; init; }

    /// <summary>The newest run; null when it never ran.</summary>
    public JobRun? Last => Recent.Count > 0 ? Recent[^1] : null;
}
