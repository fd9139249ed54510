using System.Collections.Concurrent;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Infrastructure.Mirroring;

/// <summary>Books that a test sets; none for the other tokens. Counts how often it is asked.</summary>
internal sealed class FixedBooks : IOrderBooks
{
    private int _asked;

    public bool IsDown { get; set; }

    public int Asked => _asked;

    public ConcurrentDictionary<TokenId, OrderBook> Books { get; } = new();

    public void Set(TokenId token, decimal bid, decimal ask, decimal shares = 1_000m) => Books[token] = new(
        token, [new BookLevel(Price.Of(bid), Shares.Of(shares))], [new BookLevel(Price.Of(ask), Shares.Of(shares))], DateTimeOffset.UnixEpoch);

    public Task<OrderBook?> FindAsync(TokenId token, CancellationToken ct)
    {
        Interlocked.Increment(ref _asked);
        return IsDown ? throw new VenueUnavailableException("down") : Task.FromResult(Books.GetValueOrDefault(token));
    }
}
