namespace CopyTrade.Domain.Operations;

/// <summary>How a background loop does.</summary>
/// <param name="Name">In words, for operators.</param>
/// <param name="FailuresInARow">Rounds that failed since the last good one.</param>
/// <param name="LastFailureAt">UTC; null when never.</param>
/// <param name="Problem">What the last failure said; null when never.</param>
public sealed record LoopState(string Name, int FailuresInARow, DateTimeOffset? LastFailureAt, string? Problem)
{
    // The next round begins within five seconds; rounds of some loops last for minutes, so one that goes on this long is well.
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(15);

    /// <summary>The last round failed, and the one after it has not yet lasted long enough to trust it.</summary>
    public bool IsFailing(DateTimeOffset now) => FailuresInARow > 0 && LastFailureAt is { } at && (now - at).Duration() < Memory;
}
