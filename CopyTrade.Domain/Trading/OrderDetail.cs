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
    DateTimeOffset? SyncedAt)
{
    /// <summary>When a resting order is cancelled; null when it may rest for ever, or does not rest any more.</summary>
    public DateTimeOffset? RestingUntil { get; init; }

    /// <summary>Since when it is to be cancelled; null when it is not.</summary>
    public DateTimeOffset? CancelRequestedAt { get; init; }

    /// <summary>Why: ttl_expired, replaced, leaving, halted, or other words; null when nobody asked.</summary>
    public string? CancelReason { get; init; }

    /// <summary>The order that this one came instead of.</summary>
    public OrderId? Replaces { get; init; }

    /// <summary>The order that came instead of this one.</summary>
    public OrderId? ReplacedBy { get; init; }

    /// <summary>What it waits for before it is sent: confirmed_shares, replaced_order, hourly_cap; null when for nothing.</summary>
    public string? WaitingFor { get; init; }

    /// <summary>What was asked for, when it had to wait; <see cref="Shares"/> may be less since.</summary>
    public Shares? WantedShares { get; init; }

    /// <summary>How often the same bytes were sent (R1.14).</summary>
    public int Attempts { get; init; }

    /// <summary>No sooner than this it is sent again: the venue asked to wait; null otherwise.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
