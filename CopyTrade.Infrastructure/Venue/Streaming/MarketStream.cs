using System.Text.Json;
using System.Threading.Channels;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>The market channel as a source of hints.</summary>
internal sealed class MarketStream : IMarketStream
{
    private readonly IMarketCatalog _catalog;
    private readonly TimeProvider _clock;
    private readonly MarketSockets _sockets;
    private Channel<ActivityHint> _hints = StreamChannel.ForHints<ActivityHint>();

    public MarketStream(StreamPump pump, IMarketCatalog catalog, IFeedMonitor monitor, IOptions<VenueOptions> options, TimeProvider clock, ILogger<MarketStream> logger)
    {
        (_catalog, _clock) = (catalog, clock);
        _sockets = new("market-stream", Hear, _ => { }, pump, monitor, options, logger);
    }

    public void Watch(IReadOnlySet<TokenId> tokens) => _sockets.Watch(tokens);

    public IAsyncEnumerable<ActivityHint> ReadAsync(CancellationToken ct)
    {
        var channel = StreamChannel.ForHints<ActivityHint>();
        Volatile.Write(ref _hints, channel);
        return StreamChannel.ReadAsync(channel, _sockets.RunAsync, ct);
    }

    private void Hear(JsonElement message)
    {
        var (hint, changed) = ActivityParser.ReadMarket(message, _clock.GetUtcNow());
        if (hint is not null) Volatile.Read(ref _hints).Writer.TryWrite(hint);
        if (changed is not null) _catalog.Forget(changed);
    }
}
