using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>What we want, before anybody allowed it. Knows no cause but its key.</summary>
/// <param name="Key">Derived from the cause; the same cause twice is one order.</param>
/// <param name="Origin">Who asked.</param>
/// <param name="Book">Whose shares these are: lots opened under one book are sold only under the same book. A text chosen by the asker, 64 characters at most.</param>
/// <param name="Condition">Market.</param>
/// <param name="Token">Outcome token.</param>
/// <param name="NegRisk">Which exchange.</param>
/// <param name="Side">Direction.</param>
/// <param name="Limit">Limit price, on the tick.</param>
/// <param name="Shares">Quantity, at most two decimals.</param>
/// <param name="Tick">Price grid when it was planned.</param>
/// <param name="TimeInForce">How long it lives.</param>
/// <param name="ValidUntil">After this moment it must not be sent for the first time.</param>
/// <param name="Title">Market title for people; untrusted text.</param>
/// <param name="Outcome">Outcome name for people; untrusted text.</param>
public sealed record OrderIntent(
    IdempotencyKey Key,
    OrderOrigin Origin,
    string Book,
    ConditionId Condition,
    TokenId Token,
    bool NegRisk,
    OrderSide Side,
    Price Limit,
    Shares Shares,
    TickSize Tick,
    TimeInForce TimeInForce,
    DateTimeOffset ValidUntil,
    string? Title,
    string? Outcome)
{
    /// <summary>Dollars at the limit price, rounded up: what caps count.</summary>
    public Usdc Notional => Shares.CostAt(Limit);

    /// <summary>Until when it may rest at the venue; then it is cancelled. An order that says so takes the one place of a resting buy that its book has on the market (R0.31). Null leaves it to <see cref="RestingOrders"/>.</summary>
    public DateTimeOffset? RestingUntil { get; init; }

    /// <summary>The resting order that this one comes instead of: that one is cancelled, and this one waits until it is known to rest no more.</summary>
    public OrderId? Replaces { get; init; }

    /// <summary>True when it can only reduce risk: caps for adding risk and a halt let it pass.</summary>
    public bool ReduceOnly => Side == OrderSide.Sell;
}
