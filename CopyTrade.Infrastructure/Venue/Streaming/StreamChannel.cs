using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>Bounded channels between a stream and its reader, and the way to read them while the stream is pumped.</summary>
internal static class StreamChannel
{
    // A hint is only a nudge, backed by polling: the newest are worth more than a complete list.
    public static Channel<T> ForHints<T>() => Channel.CreateBounded<T>(new BoundedChannelOptions(8_192) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    // News of our own orders waits for its reader and slows the socket down instead.
    public static Channel<T> ForNews<T>() => Channel.CreateBounded<T>(new BoundedChannelOptions(1_024) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    public static async IAsyncEnumerable<T> ReadAsync<T>(Channel<T> channel, Func<CancellationToken, Task> pump, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pumping = Task.Run(() => pump(stop.Token), CancellationToken.None);
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(ct)) yield return item;
        }
        finally
        {
            await stop.CancelAsync();
            await pumping;
        }
    }
}
