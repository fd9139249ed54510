using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading.Canary;

/// <summary>What a canary's next step depends on once its purchase is written.</summary>
/// <param name="Id">The canary.</param>
/// <param name="Buy">Its purchase.</param>
/// <param name="Sells">Its sales in the order of their tries.</param>
/// <param name="Free">Shares of its book that are final on chain and in no other sale.</param>
/// <param name="Market">Null when the venue knows it no more.</param>
/// <param name="Book">Null when there is none.</param>
/// <param name="RequestedAt">UTC.</param>
/// <param name="Now">UTC.</param>
public sealed record CanaryFacts(Guid Id, CanaryOrder Buy, IReadOnlyList<CanaryOrder> Sells, Shares Free, Market? Market, OrderBook? Book, DateTimeOffset RequestedAt, DateTimeOffset Now);
