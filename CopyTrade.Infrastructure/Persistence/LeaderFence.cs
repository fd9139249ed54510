namespace CopyTrade.Infrastructure.Persistence;

/// <summary>
/// The token by which this process leads, carried by every transaction of its background work. The database refuses
/// writes to the ledger of orders under a token that is no longer the highest, so a leader that slept through its
/// successor's election changes nothing. Thread-safe.
/// </summary>
public sealed class LeaderFence
{
    private long _token;

    /// <summary>Null while this process never led, and once it knows that it does not lead any more.</summary>
    public long? Token
    {
        get => Interlocked.Read(ref _token) is > 0 and var token ? token : null;
        set => Interlocked.Exchange(ref _token, value ?? 0);
    }
}
