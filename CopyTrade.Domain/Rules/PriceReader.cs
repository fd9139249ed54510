using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Rules;

/// <summary>Reads the price that a rule looks at.</summary>
public static class PriceReader
{
    /// <summary>The price of selling so many shares, by the source asked for.</summary>
    /// <param name="source">Which price.</param>
    /// <param name="book">The book as last known.</param>
    /// <param name="last">The last trade's price; null when none was heard of.</param>
    /// <param name="shares">The shares in question; with none the executable price is the best bid.</param>
    public static PriceReading Read(PriceSource source, OrderBook book, Price? last, Shares shares) => source switch
    {
        PriceSource.Executable => Executable(book, shares),
        PriceSource.BestBid => new(source, book.BestBid, book.ReadAt, shares),
        PriceSource.Midpoint => new(source, book.Midpoint, book.ReadAt, shares),
        PriceSource.Last => new(source, last, book.ReadAt, shares),
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "No such price source."),
    };

    // Rounded down: what an exit would get at most, never more.
    private static PriceReading Executable(OrderBook book, Shares shares)
    {
        if (shares == Shares.Zero) return new(PriceSource.Executable, book.BestBid, book.ReadAt, shares);
        var (left, sum) = (shares.Quantity, 0m);
        foreach (var level in book.Bids)
        {
            var taken = Math.Min(left, level.Size.Quantity);
            (left, sum) = (left - taken, sum + (taken * level.Price.Value));
            if (left == 0m) break;
        }

        var covered = shares.Quantity - left;
        return new(
            PriceSource.Executable,
            covered > 0m ? Price.Of(decimal.Round(sum / covered, Price.Decimals, MidpointRounding.ToZero)) : null,
            book.ReadAt,
            Shares.Of(covered));
    }
}
