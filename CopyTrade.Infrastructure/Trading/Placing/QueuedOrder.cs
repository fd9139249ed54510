using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <param name="Tenant">Whose.</param>
/// <param name="Order">Which.</param>
/// <param name="Urgency">Exits go first.</param>
/// <param name="Cause">The correlation id of what asked for it (R4.23); null when nothing named did, and for what was found in the ledger.</param>
public sealed record QueuedOrder(TenantRef Tenant, OrderId Order, Urgency Urgency, string? Cause = null);
