using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>What the rules ask of an order book.</summary>
/// <param name="BestBid">Highest bid; null when nobody bids.</param>
/// <param name="BestAsk">Lowest ask; null when nobody offers.</param>
/// <param name="AskDepth">Dollars offered within five cents of the best ask.</param>
/// <param name="ReadAt">When it was read.</param>
public sealed record BookFacts(Price? BestBid, Price? BestAsk, Usdc AskDepth, DateTimeOffset ReadAt)
{
    private const decimal NearBest = 0.05m;

    /// <summary>Distance of best bid and best ask; null when either is missing.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public decimal? Spread => BestBid is { } bid && BestAsk is { } ask ? ask.Value - bid.Value : null;

    /// <summary>The facts of a whole book.</summary>
    public static BookFacts Of(OrderBook book) => new(
        book.BestBid,
        book.BestAsk,
        Usdc.RoundDown(book.Asks.Where(level => level.Price.Value <= book.BestAsk!.Value.Value + NearBest).Sum(level => level.Price.Value * level.Size.Quantity)),
        book.ReadAt);
}
