using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>A line of an order's history that waits to be written.</summary>
internal readonly record struct EventWrite(TenantId Tenant, OrderId Order, string Kind, string Detail, DateTimeOffset At);
