using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>What a live book says a share is worth.</summary>
public static class BookMark
{
    /// <summary>The widest spread whose middle still says something, dollars a share; the venue itself shows no middle of a wider one.</summary>
    public const decimal WidestSpread = 0.10m;

    /// <summary>The middle of best bid and best ask; null when a side is missing or the two are too far apart.</summary>
    public static Price? Of(OrderBook book) =>
        book.BestBid is { } bid && book.BestAsk is { } ask && ask.Value - bid.Value <= WidestSpread ? book.Midpoint : null;
}
