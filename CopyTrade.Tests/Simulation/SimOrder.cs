using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>An order that the venue accepted.</summary>
internal sealed class SimOrder(SimTenant tenant, SignedOrder signed, OrderTerms terms, DateTimeOffset acceptedAt)
{
    public SimTenant Tenant => tenant;

    public VenueOrderId Id => signed.OrderId;

    public OrderTerms Terms => terms;

    public DateTimeOffset AcceptedAt => acceptedAt;

    public VenueOrderStatus Status { get; set; } = VenueOrderStatus.Live;

    public Shares Matched { get; set; }

    public bool IsOver => Status is VenueOrderStatus.Matched or VenueOrderStatus.Canceled;

    public string Name => $"{tenant.Name} {terms.Side} {terms.Shares}";
}

/// <summary>A match at the venue.</summary>
internal sealed class SimTrade(string id, SimOrder order, Shares shares, DateTimeOffset matchedAt)
{
    public string Id => id;

    public SimOrder Order => order;

    public Shares Shares => shares;

    public SettlementStatus Status { get; set; }

    public VenueTrade View(Planted planted) => new(
        id, order.Id, Condition, order.Terms.Token, order.Terms.Side, shares, order.Terms.Price, Usdc.Of(0.01m), IsTaker: true,
        planted == Planted.MatchIsPosition && Status < SettlementStatus.Confirmed ? SettlementStatus.Confirmed : Status, null, matchedAt);

    public static ConditionId Condition { get; } = ConditionId.Parse("0x" + new string('c', 64));
}
