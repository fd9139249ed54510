using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Infrastructure.Ledger;

/// <summary>A venue whose books and past prices a test writes, and which counts what it is asked.</summary>
internal sealed class MarkStage : ILiveBooks, IOrderBooks, IPriceHistory
{
    public Dictionary<TokenId, LiveBook> Live { get; } = [];

    public Dictionary<TokenId, OrderBook> Books { get; } = [];

    public List<PricePoint> Points { get; } = [];

    public List<(TokenId Token, DateTimeOffset From, DateTimeOffset To)> Asked { get; } = [];

    public bool IsDown { get; set; }

    public static OrderBook Book(TokenId token, decimal bid, decimal ask, DateTimeOffset at) =>
        new(token, [new(Price.Of(bid), Shares.Of(100m))], [new(Price.Of(ask), Shares.Of(100m))], at);

    public void Hear(TokenId token, decimal bid, decimal ask, DateTimeOffset at) => Live[token] = new(Book(token, bid, ask, at), null, at);

    public void Watch(IReadOnlySet<TokenId> tokens)
    {
    }

    public LiveBook? Find(TokenId token) => Live.GetValueOrDefault(token);

    public void Offer(OrderBook book, DateTimeOffset askedAt)
    {
    }

    public IAsyncEnumerable<IReadOnlyCollection<BookChange>> ReadAsync(CancellationToken ct) => AsyncEnumerable.Empty<IReadOnlyCollection<BookChange>>();

    public Task<OrderBook?> FindAsync(TokenId token, CancellationToken ct) => IsDown ? throw new VenueUnavailableException("no answer") : Task.FromResult(Books.GetValueOrDefault(token));

    public Task<IReadOnlyList<PricePoint>> ReadAsync(TokenId token, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        if (IsDown) throw new VenueUnavailableException("no answer");
        Asked.Add((token, from, to));
        return Task.FromResult<IReadOnlyList<PricePoint>>([.. Points.Where(point => point.At >= from && point.At <= to)]);
    }
}
