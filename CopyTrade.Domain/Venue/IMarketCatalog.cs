namespace CopyTrade.Domain.Venue;

/// <summary>Markets by token, cached for a short time. Thread-safe.</summary>
public interface IMarketCatalog
{
    /// <summary>The market of a token; null when the venue knows no such market. <see cref="VenueUnavailableException"/> when the venue does not answer and nothing is cached.</summary>
    Task<Market?> FindAsync(ConditionId condition, TokenId token, CancellationToken ct);

    /// <summary>The same for whoever only sells: while nobody tells title and end, the rules for orders alone will do (<see cref="Market.RulesOnly"/>).</summary>
    Task<Market?> FindToSellAsync(ConditionId condition, TokenId token, CancellationToken ct) => FindAsync(condition, token, ct);

    /// <summary>All outcome tokens of a market; empty when the venue knows no such market. Same failure as <see cref="FindAsync"/>.</summary>
    Task<IReadOnlyList<Market>> ListAsync(ConditionId condition, CancellationToken ct) => Task.FromResult<IReadOnlyList<Market>>([]);

    /// <summary>Drops what is cached about a token: its tick or state changed.</summary>
    void Forget(TokenId token);
}
