using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>The worst price that a marketable order reaches in a book.</summary>
public static class MarketPrice
{
    /// <summary>The ask at which this many dollars are spent; null when there is no match. Fill-or-kill needs all of it, fill-and-kill takes the worst level there is.</summary>
    public static Price? ForBuy(IReadOnlyList<BookLevel> asksBestFirst, Usdc dollars, TimeInForce timeInForce) =>
        Reach(asksBestFirst, dollars.Amount, level => level.Price.Value * level.Size.Quantity, timeInForce);

    /// <summary>The bid at which this many shares are sold; null when there is no match.</summary>
    public static Price? ForSell(IReadOnlyList<BookLevel> bidsBestFirst, Shares shares, TimeInForce timeInForce) =>
        Reach(bidsBestFirst, shares.Quantity, level => level.Size.Quantity, timeInForce);

    private static Price? Reach(IReadOnlyList<BookLevel> levels, decimal wanted, Func<BookLevel, decimal> worth, TimeInForce timeInForce)
    {
        var sum = 0m;
        foreach (var level in levels)
        {
            sum += worth(level);
            if (sum >= wanted) return level.Price;
        }

        return timeInForce == TimeInForce.Fok || levels.Count == 0 ? null : levels[^1].Price;
    }
}
