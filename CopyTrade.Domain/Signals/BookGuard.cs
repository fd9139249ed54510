using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>The last look at the book before an order (R1.11). Pure; no book is a reason to stop.</summary>
public static class BookGuard
{
    /// <summary>Checks in this order: a counterparty, slippage, limit. Without an observed price slippage is not checked; the limit still is.</summary>
    /// <param name="side">Our direction.</param>
    /// <param name="book">The book now; null when it could not be read.</param>
    /// <param name="observed">Best price when the trade was seen.</param>
    /// <param name="limit">Worst price allowed.</param>
    /// <param name="maxSlippagePercent">Most percent that the price may have moved against us.</param>
    public static BookVerdict Check(OrderSide side, OrderBook? book, Price? observed, Price? limit, decimal maxSlippagePercent)
    {
        if (book is null) return new(SignalReject.BookUnavailable, "The book could not be read; nothing is placed blindly.", null, null);
        var isBuy = side == OrderSide.Buy;
        if ((isBuy ? book.BestAsk : book.BestBid) is not { } best) return isBuy ? new(SignalReject.NoAsks, "Nobody sells.", null, null) : new(SignalReject.NoBids, "Nobody buys.", null, null);
        var slippage = observed is { Value: > 0m } seen ? (isBuy ? best.Value - seen.Value : seen.Value - best.Value) / seen.Value * 100m : (decimal?)null;
        if (slippage > maxSlippagePercent)
            return new(SignalReject.SlippageTooHigh, $"Observed {observed}, now {best}: {Percent(slippage.Value)} worse, at most {Percent(maxSlippagePercent)}.", best, slippage);
        if (isBuy && limit is { } most && best > most) return new(SignalReject.PriceAboveLimit, $"The best ask {best} is above the limit {most}.", best, slippage);
        if (!isBuy && limit is { } least && best < least) return new(SignalReject.PriceBelowLimit, $"The best bid {best} is under the limit {least}.", best, slippage);
        return new(null, "", best, slippage);
    }

    private static string Percent(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
