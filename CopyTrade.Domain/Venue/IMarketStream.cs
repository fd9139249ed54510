namespace CopyTrade.Domain.Venue;

/// <summary>The public channel of chosen markets: last trades only wake the drain, they name no wallet.</summary>
public interface IMarketStream
{
    /// <summary>Replaces the set of tokens to listen to; takes effect on the open connections.</summary>
    void Watch(IReadOnlySet<TokenId> tokens);

    /// <summary>Hints as they come; ends only by cancellation.</summary>
    IAsyncEnumerable<ActivityHint> ReadAsync(CancellationToken ct);
}
