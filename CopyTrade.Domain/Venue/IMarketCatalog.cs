namespace CopyTrade.Domain.Venue;

/// <summary>Markets by token, cached for a short time. Thread-safe.</summary>
public interface IMarketCatalog
{
    /// <summary>The market of a token; null when the venue knows no such market. <see cref="VenueUnavailableException"/> when the venue does not answer and nothing is cached.</summary>
    Task<Market?> FindAsync(ConditionId condition, TokenId token, CancellationToken ct);

    /// <summary>All outcome tokens of a market; empty when the venue knows no such market. Same failure as <see cref="FindAsync"/>.</summary>
    Task<IReadOnlyList<Market>> ListAsync(ConditionId condition, CancellationToken ct) => Task.FromResult<IReadOnlyList<Market>>([]);

    /// <summary>Drops what is cached about a token: its tick or state changed.</summary>
    void Forget(TokenId token);
}
