using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Trading;

public sealed record QueuedOrder(TenantRef Tenant, OrderId Order, Urgency Urgency);
