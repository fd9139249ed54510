using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>A match, or its next state, that waits to be written.</summary>
internal readonly record struct MatchWrite(OrderRow Row, VenueTrade Trade, Usdc? Fee, DateTimeOffset Now);
