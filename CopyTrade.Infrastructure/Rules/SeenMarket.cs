using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>What a verdict was made from.</summary>
/// <param name="Book">The book; null when none was known.</param>
/// <param name="Market">The market; null when unknown.</param>
/// <param name="Price">The price that was read; null when there was none.</param>
internal readonly record struct SeenMarket(OrderBook? Book, Market? Market, Price? Price);
