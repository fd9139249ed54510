using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>An order that the venue accepted.</summary>
internal sealed class SimOrder(SimTenant tenant, SignedOrder signed, OrderTerms terms, long cause, DateTimeOffset acceptedAt)
{
    public SimTenant Tenant => tenant;

    public VenueOrderId Id => signed.OrderId;

    public OrderTerms Terms => terms;

    /// <summary>The salt that the order's key gives: the same for every copy of it, whatever it was signed with.</summary>
    public long Cause => cause;

    public DateTimeOffset AcceptedAt => acceptedAt;

    public VenueOrderStatus Status { get; set; } = VenueOrderStatus.Live;

    public Shares Matched { get; set; }

    public bool IsOver => Status is VenueOrderStatus.Matched or VenueOrderStatus.Canceled;

    public string Name => $"{tenant.Name} {terms.Side} {terms.Shares} of {terms.Token}";
}

/// <summary>A match at the venue.</summary>
internal sealed class SimTrade(string id, SimOrder order, Shares shares, DateTimeOffset matchedAt)
{
    public string Id => id;

    public SimOrder Order => order;

    public Shares Shares => shares;

    public SettlementStatus Status { get; set; }

    public VenueTrade View(Planted planted) => new(
        id, order.Id, SimMarket.Of(order.Terms.Token).Condition, order.Terms.Token, order.Terms.Side, shares, order.Terms.Price, Usdc.Of(0.01m), IsTaker: true,
        planted == Planted.MatchIsPosition && Status < SettlementStatus.Confirmed ? SettlementStatus.Confirmed : Status, null, matchedAt);
}
