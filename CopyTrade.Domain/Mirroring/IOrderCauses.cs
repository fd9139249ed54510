using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Mirroring;

/// <summary>Tells which trade of which target an order of the tenant answers.</summary>
public interface IOrderCauses
{
    /// <summary>The causes of those orders that were mirrored; others are left out.</summary>
    Task<IReadOnlyDictionary<OrderId, OrderCause>> OfAsync(TenantRef tenant, IReadOnlyCollection<OrderId> orders, CancellationToken ct);
}
