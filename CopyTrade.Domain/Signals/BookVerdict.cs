using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>What the <see cref="BookGuard"/> says of an intent (R1.11), with the prices that it compared.</summary>
/// <param name="Reject">Null when the book may be traded.</param>
/// <param name="Message">Why not; empty when it may.</param>
/// <param name="Current">Best price now on the side that we hit; null when there is none.</param>
/// <param name="SlippagePercent">How much worse than observed, in percent, negative when better; null when nothing was observed.</param>
public sealed record BookVerdict(SignalReject? Reject, string Message, Price? Current, decimal? SlippagePercent)
{
    /// <summary>Asks the guard. Without an observed price slippage is not checked; the limit still is. No book is a reason to stop.</summary>
    /// <param name="side">Our direction.</param>
    /// <param name="book">The book now; null when it could not be read.</param>
    /// <param name="observed">Best price when the trade was seen.</param>
    /// <param name="limit">Worst price allowed.</param>
    /// <param name="maxSlippagePercent">Most percent that the price may have moved against us.</param>
    public static BookVerdict Of(OrderSide side, OrderBook? book, Price? observed, Price? limit, decimal maxSlippagePercent)
    {
        var best = side == OrderSide.Buy ? book?.BestAsk : book?.BestBid;
        var slippage = best is { } price ? BookGuard.SlippagePercent(side, price, observed) : null;
        return (BookGuard.Check(side, book, observed, maxSlippagePercent, limit), side) switch
        {
            (null, _) => new(null, "", best, slippage),
            (BookRefusal.BookUnknown, _) => new(SignalReject.BookUnavailable, "The book could not be read; nothing is placed blindly.", null, null),
            (BookRefusal.NoCounterparty, OrderSide.Buy) => new(SignalReject.NoAsks, "Nobody sells.", null, null),
            (BookRefusal.NoCounterparty, _) => new(SignalReject.NoBids, "Nobody buys.", null, null),
            (BookRefusal.Slippage, _) => new(SignalReject.SlippageTooHigh, $"Observed {observed}, now {best}: {Percent(slippage ?? 0m)} worse, at most {Percent(maxSlippagePercent)}.", best, slippage),
            (_, OrderSide.Buy) => new(SignalReject.PriceAboveLimit, $"The best ask {best} is above the limit {limit}.", best, slippage),
            _ => new(SignalReject.PriceBelowLimit, $"The best bid {best} is under the limit {limit}.", best, slippage),
        };
    }

    private static string Percent(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
