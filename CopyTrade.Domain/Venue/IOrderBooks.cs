namespace CopyTrade.Domain.Venue;

/// <summary>Order books as the venue shows them now.</summary>
public interface IOrderBooks
{
    /// <summary>The book of a token; null when the venue has none. <see cref="VenueUnavailableException"/> when it does not answer.</summary>
    Task<OrderBook?> FindAsync(TokenId token, CancellationToken ct);
}
