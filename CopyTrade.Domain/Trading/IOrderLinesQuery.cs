using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Reads the orders of one tenant with every axis of their state.</summary>
public interface IOrderLinesQuery
{
    /// <summary>Orders, newest first; <paramref name="cursor"/> from an earlier answer, and text that is none starts at the top.</summary>
    Task<OrderLinePage> PageAsync(TenantRef tenant, OrderFilter filter, string? cursor, int limit, CancellationToken ct);

    /// <summary>How many orders stand where, over all time.</summary>
    Task<IReadOnlyDictionary<OrderStage, int>> CountAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Null when the tenant has no such order.</summary>
    Task<OrderDossier?> FindAsync(TenantRef tenant, OrderId id, CancellationToken ct);
}
