using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>The market channel as a source of books: a snapshot at each subscription, then changes of single levels.</summary>
internal sealed class BookStream : ILiveBooks
{
    private readonly TimeProvider _clock;
    private readonly MarketSockets _sockets;
    private readonly ConcurrentDictionary<TokenId, LevelBook> _books = new();
    private readonly ConcurrentDictionary<TokenId, long> _changed = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private IReadOnlySet<TokenId> _wanted = new HashSet<TokenId>();

    public BookStream(StreamPump pump, IFeedMonitor monitor, IOptions<VenueOptions> options, TimeProvider clock, ILogger<BookStream> logger)
    {
        _clock = clock;
        _sockets = new("book-stream", Hear, Lose, pump, monitor, options, logger);
    }

    public void Watch(IReadOnlySet<TokenId> tokens)
    {
        Volatile.Write(ref _wanted, new HashSet<TokenId>(tokens));
        foreach (var token in _books.Keys.Where(token => !tokens.Contains(token))) _books.TryRemove(token, out _);
        _sockets.Watch(tokens);
    }

    public LiveBook? Find(TokenId token) => _books.TryGetValue(token, out var book) ? book.Read(token) : null;

    public void Offer(OrderBook book, DateTimeOffset askedAt)
    {
        if (Of(book.Token)?.Replace(book.Bids, book.Asks, book.ReadAt, onlyIfSilentSince: askedAt) == true) Tell(book.Token);
    }

    public async IAsyncEnumerable<IReadOnlyCollection<BookChange>> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var _ in StreamChannel.ReadAsync(_news, _sockets.RunAsync, ct))
        {
            var changes = new List<BookChange>();
            foreach (var (token, _) in _changed)
            {
                // Taken out before it is handed over: what changes meanwhile comes again.
                if (_changed.TryRemove(token, out var since)) changes.Add(new(token, since));
            }

            if (changes.Count > 0) yield return changes;
        }
    }

    private void Hear(JsonElement message)
    {
        var now = _clock.GetUtcNow();
        switch (message.Text("event_type"))
        {
            case "book" when TokenId.TryParse(message.Text("asset_id"), out var token) && BookParser.Read(message, token, now).Book is { } book:
                if (Of(token) is not { } whole) return;
                whole.Replace(book.Bids, book.Asks, now, onlyIfSilentSince: null);
                Tell(token);
                break;
            case "price_change":
                foreach (var change in message.Items("price_changes")) Change(change, now);
                break;
            case "last_trade_price" when TokenId.TryParse(message.Text("asset_id"), out var traded) && message.Price("price") is { } price:
                if (Of(traded) is not { } known) return;
                known.Traded(price, now);
                Tell(traded);
                break;
        }
    }

    // What changed while nobody listened is not told afterwards: a single level may only change a book that was told since.
    private void Lose(IReadOnlyCollection<TokenId> tokens)
    {
        foreach (var token in tokens)
        {
            if (_books.TryGetValue(token, out var book)) book.Lose();
        }
    }

    private void Change(JsonElement change, DateTimeOffset now)
    {
        if (!TokenId.TryParse(change.Text("asset_id"), out var token) || Of(token) is not { } book) return;
        if (change.Price("price") is not { } price || change.Shares("size") is not { } size || SideOf(change.Text("side")) is not { } side) return;
        book.Set(side, price, size, now);
        Tell(token);
    }

    // The channel tells of both outcomes of a market; only what is asked for is kept.
    private LevelBook? Of(TokenId token) => Volatile.Read(ref _wanted).Contains(token) ? _books.GetOrAdd(token, _ => new()) : null;

    private void Tell(TokenId token)
    {
        _changed.TryAdd(token, _clock.GetTimestamp());
        _news.Writer.TryWrite(true);
    }

    private static OrderSide? SideOf(string? text) => text switch { "BUY" => OrderSide.Buy, "SELL" => OrderSide.Sell, _ => null };
}
