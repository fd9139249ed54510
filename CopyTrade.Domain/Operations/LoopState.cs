namespace CopyTrade.Domain.Operations;

/// <summary>How a background loop does.</summary>
/// <param name="Name">In words, for operators.</param>
/// <param name="FailuresInARow">Rounds that failed since the last good one.</param>
/// <param name="LastFailureAt">UTC; null when never.</param>
/// <param name="Problem">What the last failure said; null when never.</param>
public sealed record LoopState(string Name, int FailuresInARow, DateTimeOffset? LastFailureAt, string? Problem)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    /// <summary>Fails now: the last round failed, and not so long ago that a round must have been under way since.</summary>
    public bool IsFailing(DateTimeOffset now) => FailuresInARow > 0 && now - LastFailureAt < Memory;
}
