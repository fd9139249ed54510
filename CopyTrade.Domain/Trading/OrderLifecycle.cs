using static CopyTrade.Domain.Trading.OrderStatus;

namespace CopyTrade.Domain.Trading;

/// <summary>All legal moves of an order's status, in one table. An order whose outcome is unknown stays pending, in flight until reconciled: that nobody knows is no event.</summary>
public static class OrderLifecycle
{
    /// <summary>The status after an event; the same status when the event repeats what is known; null for a move that cannot be, which the caller records as an anomaly and leaves to reconciliation.</summary>
    public static OrderStatus? Next(OrderStatus status, OrderEvent change) => (status, change) switch
    {
        (Pending, OrderEvent.Denied or OrderEvent.Rejected or OrderEvent.Expired) => Error,
        (Pending, OrderEvent.Accepted) => Open,
        (Open or Partial or Filled or Canceled, OrderEvent.Accepted) => status, // the match or the cancel was heard of before the answer to the POST
        (Pending or Open or Partial, OrderEvent.PartFilled) => Partial,
        (Pending or Open or Partial or Filled, OrderEvent.FullyFilled) => Filled,
        (Filled, OrderEvent.PartFilled) => Filled,                              // heard late: fills arrive in any order
        (Pending or Open or Partial or Canceled, OrderEvent.Canceled) => Canceled, // FOK and FAK may end at once
        (Canceled, OrderEvent.PartFilled) => Canceled,                          // a match from before the cancel
        (Canceled, OrderEvent.FullyFilled) => Filled,                           // the fill raced the cancel
        (Error, OrderEvent.PartFilled) => Partial,                              // given up or refused by us, filled all the same: the venue's word wins
        (Error, OrderEvent.FullyFilled) => Filled,
        (Pending, OrderEvent.MatchVoided) => Pending,
        (Open or Partial, OrderEvent.MatchVoided { AnyLeft: true }) => Partial,
        (Open or Partial, OrderEvent.MatchVoided) => Open,
        (Filled or Canceled, OrderEvent.MatchVoided) => Canceled,               // nothing rests any more; what else matched stays
        _ => null,
    };

    /// <summary>True when nothing more is expected of the order itself; its fills may still be settling.</summary>
    public static bool IsFinal(this OrderStatus status) => status is Filled or Canceled or Error;
}
