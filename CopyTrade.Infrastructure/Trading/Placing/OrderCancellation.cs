using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>Marks the order; <see cref="CancelLoop"/> asks the venue.</summary>
public sealed class OrderCancellation(TenantScopes scopes, TimeProvider clock) : IOrderCancellation
{
    public async Task<bool> RequestAsync(TenantRef tenant, UserId by, OrderId id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var row = await OrderRows.LockAsync(scope, id);
        if (row is null || row.State is not (OrderStatus.Open or OrderStatus.Partial) || row.CancelRequestedAt is not null) return false;
        var now = clock.GetUtcNow();
        await scope.ExecuteAsync("update trade_order set cancel_requested_at = @now, cancel_reason = 'by hand' where id = @id", new { id, now });
        await OrderRows.AddEventAsync(scope, row, "cancel_requested", now, ("by", by.ToString()));
        scope.Announce(ChangeKind.Orders, tenant.Tenant);
        await scope.CommitAsync();
        return true;
    }
}
