using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>How long an order rests and when another one takes its place (R0.31, R0.32).</summary>
public static class RestingOrders
{
    /// <summary>How long a resting order waits to be matched unless it says otherwise.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(20);

    /// <summary>A new limit at least this much better for being matched is worth giving up the place in the queue.</summary>
    public const decimal WorthReplacing = 0.03m;

    /// <summary>When it is cancelled; null for what does not rest, for exits and for what a person ordered: those stay until somebody takes them back.</summary>
    /// <param name="intent">What is wanted.</param>
    /// <param name="now">When it is written.</param>
    public static DateTimeOffset? UntilOf(OrderIntent intent, DateTimeOffset now) =>
        intent.RestingUntil ?? (intent is { Origin: OrderOrigin.Mirror, Side: OrderSide.Buy, TimeInForce: TimeInForce.Gtc } ? now + Life : null);

    /// <summary>Whether it takes the one place that a book has for a resting buy on a market.</summary>
    public static bool TakesPlace(OrderIntent intent) => intent is { RestingUntil: not null, Side: OrderSide.Buy, TimeInForce: TimeInForce.Gtc };

    /// <summary>Whether a new limit should replace a resting order. One that is not at the venue yet is never outdated.</summary>
    /// <param name="side">Direction of both.</param>
    /// <param name="resting">Limit that rests.</param>
    /// <param name="wanted">Limit that is wanted now.</param>
    /// <param name="isAtVenue">Whether the venue has the resting order.</param>
    public static bool IsOutdated(OrderSide side, Price resting, Price wanted, bool isAtVenue) =>
        isAtVenue && (side == OrderSide.Buy ? wanted.Value - resting.Value : resting.Value - wanted.Value) >= WorthReplacing;
}
