namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>How a stream is kept alive.</summary>
/// <param name="Feed">Its name in the feed monitor.</param>
/// <param name="Address">Where it connects.</param>
/// <param name="Ping">How often the text PING is sent.</param>
/// <param name="Silence">Reconnect after so long without data.</param>
/// <param name="PongCounts">Whether an answer to a ping counts as a sign of life: only where quiet is normal.</param>
internal sealed record StreamPlan(string Feed, Uri Address, TimeSpan Ping, TimeSpan Silence, bool PongCounts)
{
    /// <summary>After so long a second connection is made; when it brings data, the first one is closed. Null where a connection may live for ever.</summary>
    public TimeSpan? Renewal { get; init; }
}
