using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>A row of order_fill.</summary>
internal sealed record SimMatch(Guid Id, OrderId Order, string TradeId, Shares Shares, Price Price, Usdc? Fee, SettlementStatus Settlement, DateTimeOffset MatchedAt);

/// <summary>A row of lot, with what its closings took.</summary>
internal sealed record SimLot(Guid Id, Guid Match, OrderId Order, Shares Shares, Shares Remaining, Usdc RemainingCost);
