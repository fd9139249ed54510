using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>An order for people and for the API.</summary>
/// <param name="Id">Ledger row.</param>
/// <param name="Key">Derived identity.</param>
/// <param name="Origin">Who asked.</param>
/// <param name="Condition">Market.</param>
/// <param name="Token">Outcome token.</param>
/// <param name="Title">Market title; untrusted text.</param>
/// <param name="Outcome">Outcome name; untrusted text.</param>
/// <param name="Side">Direction.</param>
/// <param name="Limit">Limit price.</param>
/// <param name="Shares">Quantity ordered.</param>
/// <param name="MatchedShares">Quantity matched.</param>
/// <param name="Notional">Dollars at the limit.</param>
/// <param name="TimeInForce">How long it lives.</param>
/// <param name="Status">State in our ledger.</param>
/// <param name="Failure">Why it failed; null otherwise.</param>
/// <param name="FailureDetail">The numbers or the venue's own words; null otherwise.</param>
/// <param name="VenueOrderId">The venue's id, known once signed.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="SubmittedAt">When it first left.</param>
/// <param name="UnknownSince">Since when its outcome is not known; null when it is.</param>
/// <param name="SyncedAt">When the venue last said something about it.</param>
public sealed record OrderDetail(
    OrderId Id,
    IdempotencyKey Key,
    OrderOrigin Origin,
    ConditionId Condition,
    TokenId Token,
    string? Title,
    string? Outcome,
    OrderSide Side,
    Price Limit,
    Shares Shares,
    Shares MatchedShares,
    Usdc Notional,
    TimeInForce TimeInForce,
    OrderStatus Status,
    OrderFailure? Failure,
    string? FailureDetail,
    VenueOrderId? VenueOrderId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? UnknownSince,
    DateTimeOffset? SyncedAt);
