using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>News about one of our orders from the user channel.</summary>
/// <param name="OrderId">Our order.</param>
/// <param name="Status">State at the venue.</param>
/// <param name="MatchedShares">Cumulative quantity matched.</param>
/// <param name="Reason">The venue's words for a cancellation; null otherwise.</param>
public sealed record VenueOrderUpdate(VenueOrderId OrderId, VenueOrderStatus Status, Shares MatchedShares, string? Reason);
