using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Alerts;

/// <summary>What is looked at to make an order of a wish.</summary>
/// <param name="Alert">Its id: the key of its orders comes from it.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="Wish">What it wants.</param>
/// <param name="Market">As the venue states it; null when it knows none.</param>
/// <param name="Book">Now; null when the venue has none.</param>
/// <param name="Holdings">Shares that may be sold, in the order in which they are.</param>
/// <param name="ReceivedAt">When the alert came (UTC).</param>
/// <param name="Now">UTC.</param>
public sealed record AlertOrderFacts(Guid Alert, string Source, OrderWish Wish, Market? Market, OrderBook? Book, IReadOnlyList<BookHolding> Holdings, DateTimeOffset ReceivedAt, DateTimeOffset Now);
