using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>How long an order rests, and which orders take the one place of their book (R0.31, R0.32).</summary>
public static class RestingOrders
{
    /// <summary>How long a resting order waits to be matched unless it says otherwise.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(20);

    /// <summary>When it is cancelled; null for what does not rest, for exits and for what a person ordered: those stay until somebody takes them back.</summary>
    /// <param name="intent">What is wanted.</param>
    /// <param name="now">When it is written.</param>
    public static DateTimeOffset? UntilOf(OrderIntent intent, DateTimeOffset now) =>
        intent.RestingUntil ?? (intent is { Origin: OrderOrigin.Mirror, Side: OrderSide.Buy, TimeInForce: TimeInForce.Gtc } ? now + Life : null);

    /// <summary>Whether it takes the one place that a book has for a resting buy on a market.</summary>
    public static bool TakesPlace(OrderIntent intent) => intent is { RestingUntil: not null, Side: OrderSide.Buy, TimeInForce: TimeInForce.Gtc };
}
