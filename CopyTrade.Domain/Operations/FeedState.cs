namespace CopyTrade.Domain.Operations;

/// <summary>How fresh a feed of the venue is.</summary>
/// <param name="Name">Stable name: <c>activity-stream</c>, <c>market-stream</c>, <c>user-stream</c>, <c>data-drain</c>.</param>
/// <param name="LastDataAt">When data (not a pong) last arrived; null when never.</param>
/// <param name="State">Whether it can be relied on.</param>
/// <param name="Detail">One sentence about the last problem; null when there is none.</param>
public sealed record FeedState(string Name, DateTimeOffset? LastDataAt, FeedCondition State, string? Detail);
