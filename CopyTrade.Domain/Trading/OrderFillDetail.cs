using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>One match of one of our orders, with its settlement.</summary>
/// <param name="VenueTradeId">The venue's trade id.</param>
/// <param name="Shares">Quantity.</param>
/// <param name="Price">Price.</param>
/// <param name="Fee">Fee in dollars; null when the venue did not say.</param>
/// <param name="IsTaker">Whether our order took liquidity.</param>
/// <param name="Settlement">Chain finality.</param>
/// <param name="Transaction">Transaction hash; null before it is known.</param>
/// <param name="MatchedAt">When it matched.</param>
/// <param name="SettledAt">When it became final; null before.</param>
public sealed record OrderFillDetail(
    string VenueTradeId,
    Shares Shares,
    Price Price,
    Usdc? Fee,
    bool IsTaker,
    SettlementStatus Settlement,
    TransactionHash? Transaction,
    DateTimeOffset MatchedAt,
    DateTimeOffset? SettledAt);
