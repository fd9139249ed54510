namespace CopyTrade.Domain.Venue;

/// <summary>Which markets are over and what they pay. Not cached: an answer that says "decided" is final and is kept by whoever asks.</summary>
public interface IMarketResolutions
{
    /// <summary>Null when the venue knows no such market. <see cref="VenueUnavailableException"/> when it does not answer.</summary>
    Task<MarketResolution?> FindAsync(ConditionId condition, CancellationToken ct);
}
