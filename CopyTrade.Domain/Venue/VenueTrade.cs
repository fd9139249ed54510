using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>A trade from the point of view of one of our orders.</summary>
/// <param name="TradeId">The venue's id; one trade may touch several of our orders.</param>
/// <param name="OrderId">Our order, as taker or as maker.</param>
/// <param name="Condition">The market.</param>
/// <param name="Token">The token of our order.</param>
/// <param name="Side">Our direction.</param>
/// <param name="Shares">Our quantity in this trade.</param>
/// <param name="Price">Our price in this trade.</param>
/// <param name="Fee">Fee charged to us in collateral; null when the venue does not say.</param>
/// <param name="IsTaker">True when our order took liquidity.</param>
/// <param name="Status">Chain finality.</param>
/// <param name="Transaction">Known from MINED on, as a rule.</param>
/// <param name="MatchedAt">When it matched, UTC.</param>
public sealed record VenueTrade(
    string TradeId,
    VenueOrderId OrderId,
    ConditionId Condition,
    TokenId Token,
    OrderSide Side,
    Shares Shares,
    Price Price,
    Usdc? Fee,
    bool IsTaker,
    SettlementStatus Status,
    TransactionHash? Transaction,
    DateTimeOffset MatchedAt);
