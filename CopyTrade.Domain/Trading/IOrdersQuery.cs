using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Reads the orders of one tenant.</summary>
public interface IOrdersQuery
{
    /// <summary>Orders, newest first; <paramref name="cursor"/> from an earlier answer.</summary>
    Task<(IReadOnlyList<OrderDetail> Orders, string? Next)> PageAsync(TenantRef tenant, OrderStatus? status, string? cursor, int limit, CancellationToken ct);
}
