namespace CopyTrade.Domain.Venue;

/// <summary>The public stream of all trades. Reconnects by itself, by age of data, until cancelled; repeats, losses and silence are normal.</summary>
public interface IActivityStream
{
    /// <summary>Hints as they come; ends only by cancellation.</summary>
    IAsyncEnumerable<ActivityHint> ReadAsync(CancellationToken ct);
}
