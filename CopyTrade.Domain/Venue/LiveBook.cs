using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>What the stream last said about one token.</summary>
/// <param name="Book">All levels; its time of reading is <paramref name="HeardAt"/>.</param>
/// <param name="LastTrade">Price of the last trade heard of; null for none.</param>
/// <param name="HeardAt">When anything about the token was last heard of.</param>
public sealed record LiveBook(OrderBook Book, Price? LastTrade, DateTimeOffset HeardAt);
