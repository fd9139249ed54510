using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>Looks at the book before an order is made of somebody else's trade (R1.11).</summary>
public static class BookGuard
{
    /// <summary>The first objection; null when there is none.</summary>
    /// <param name="side">Direction of our order.</param>
    /// <param name="book">The book; null when it was not to be had.</param>
    /// <param name="observed">The best price that the asker saw; null skips the question of slippage.</param>
    /// <param name="maxSlippagePercent">Allowed move against us, per cent of the observed price; null skips it too.</param>
    /// <param name="limit">Worst price accepted; null for none.</param>
    public static BookRefusal? Check(OrderSide side, OrderBook? book, Price? observed, decimal? maxSlippagePercent, Price? limit) => book is null
        ? BookRefusal.BookUnknown
        : Check(side, side == OrderSide.Buy ? book.BestAsk : book.BestBid, observed, maxSlippagePercent, limit);

    /// <summary>The same for a known book, given its best price on the other side.</summary>
    public static BookRefusal? Check(OrderSide side, Price? best, Price? observed, decimal? maxSlippagePercent, Price? limit)
    {
        if (best is not { } price) return BookRefusal.NoCounterparty;
        if (maxSlippagePercent is { } most && SlippagePercent(side, price, observed) > most) return BookRefusal.Slippage;
        if (limit is { } worst && (side == OrderSide.Buy ? price > worst : price < worst)) return BookRefusal.BeyondLimit;
        return null;
    }

    /// <summary>How far the best price has moved against us, in per cent of the observed one, negative when it improved; null without an observed price above zero.</summary>
    public static decimal? SlippagePercent(OrderSide side, Price best, Price? observed) => observed is { Value: > 0m } seen
        ? (side == OrderSide.Buy ? best.Value - seen.Value : seen.Value - best.Value) / seen.Value * 100m
        : null;
}
