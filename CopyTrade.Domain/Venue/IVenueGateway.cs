namespace CopyTrade.Domain.Venue;

/// <summary>Orders at the venue. Writes never throw for what the venue or the network did: they have outcomes.</summary>
public interface IVenueGateway
{
    /// <summary>Sends stored bytes once. The same bytes may be sent again after <see cref="SubmitOutcome.Unknown"/>: the order hash makes the venue refuse a second copy.</summary>
    /// <param name="credentials">Credentials of the signer.</param>
    /// <param name="order">The stored order.</param>
    /// <param name="timeInForce">How long it lives.</param>
    /// <param name="urgency">Exits go before entries when requests queue.</param>
    /// <param name="lastLook">Asked when the order had to wait for its turn at the venue's limits, in the moment before anything leaves. What it throws leaves this method, and nothing was sent.</param>
    /// <param name="ct">Cancelling after the bytes left gives <see cref="SubmitOutcome.Unknown"/>; before, it throws, and nothing was sent.</param>
    Task<SubmitOutcome> SubmitAsync(VenueCredentials credentials, SignedOrder order, TimeInForce timeInForce, Urgency urgency, Func<Task>? lastLook, CancellationToken ct);

    /// <summary>Cancels one order; an order that the venue does not know counts as cancelled.</summary>
    Task<CancelOutcome> CancelAsync(VenueCredentials credentials, VenueOrderId order, CancellationToken ct);

    /// <summary>Looks an order up by its hash.</summary>
    Task<OrderLookup> FindOrderAsync(VenueCredentials credentials, VenueOrderId order, CancellationToken ct);

    /// <summary>Own trades matched at or after a time, every page; null for all. <see cref="VenueUnavailableException"/> when no usable answer came.</summary>
    Task<IReadOnlyList<VenueTrade>> TradesAsync(VenueCredentials credentials, DateTimeOffset? since, CancellationToken ct);

    /// <summary>One trade by its id, a part for each own order in it; empty when the venue does not have it. <see cref="VenueUnavailableException"/> when no usable answer came.</summary>
    Task<IReadOnlyList<VenueTrade>> FindTradeAsync(VenueCredentials credentials, string tradeId, CancellationToken ct);
}
