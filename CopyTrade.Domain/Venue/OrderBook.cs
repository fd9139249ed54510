using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>The book of one outcome token, best level first on both sides.</summary>
/// <param name="Token">The outcome token.</param>
/// <param name="Bids">Highest price first.</param>
/// <param name="Asks">Lowest price first.</param>
/// <param name="ReadAt">When it was read.</param>
public sealed record OrderBook(TokenId Token, IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, DateTimeOffset ReadAt)
{
    /// <summary>Best bid; null when nobody bids.</summary>
    public Price? BestBid => Bids.Count > 0 ? Bids[0].Price : null;

    /// <summary>Best ask; null when nobody offers.</summary>
    public Price? BestAsk => Asks.Count > 0 ? Asks[0].Price : null;

    /// <summary>Half way between best bid and best ask; null when either is missing.</summary>
    public Price? Midpoint => BestBid is { } bid && BestAsk is { } ask ? Price.RoundNearest((bid.Value + ask.Value) / 2m) : null;

    /// <summary>What selling this many shares into the bids brings now, rounded down; null when the bids do not take them all.</summary>
    public Usdc? ProceedsOf(Shares shares)
    {
        var (left, sum) = (shares.Quantity, 0m);
        foreach (var level in Bids)
        {
            var taken = Math.Min(left, level.Size.Quantity);
            (left, sum) = (left - taken, sum + (taken * level.Price.Value));
            if (left == 0m) return Usdc.RoundDown(sum);
        }

        return shares == Shares.Zero ? Usdc.Zero : null;
    }
}
