namespace CopyTrade.Domain.Venue;

/// <summary>Past prices of outcome tokens, as the venue keeps them.</summary>
public interface IPriceHistory
{
    /// <summary>Prices of a token from one moment to another, oldest first, about one an hour; empty when the venue has none. <see cref="VenueUnavailableException"/> when it does not answer.</summary>
    Task<IReadOnlyList<PricePoint>> ReadAsync(TokenId token, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}
