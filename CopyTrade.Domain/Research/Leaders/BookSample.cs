using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What copying would have met on one book.</summary>
/// <param name="Token">Whose book.</param>
/// <param name="HalfSpread">Half the distance of best bid and best ask over their middle.</param>
/// <param name="Depth">Dollars offered within two per cent of the best ask.</param>
public sealed record BookSample(TokenId Token, decimal HalfSpread, Usdc Depth)
{
    private const decimal Near = 1.02m;

    /// <summary>Null for a book without both sides.</summary>
    public static BookSample? Of(OrderBook book)
    {
        if (book is not { BestBid: { } bid, BestAsk: { } ask } || ask <= bid) return null;
        var middle = (bid.Value + ask.Value) / 2m;
        var depth = book.Asks.Where(level => level.Price.Value <= ask.Value * Near).Sum(level => level.Price.Value * level.Size.Quantity);
        return new(book.Token, (ask.Value - bid.Value) / 2m / middle, Usdc.RoundDown(depth));
    }
}
