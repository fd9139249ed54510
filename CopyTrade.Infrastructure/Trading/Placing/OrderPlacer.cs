using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Operations;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>One order's way from the ledger to the venue: allowed, signed and stored in one commit, then sent once, then the answer recorded.</summary>
public sealed class OrderPlacer(OrderPreparation preparation, OrderSender sender, ICrashPoints crash, ILeadership? leadership = null)
{
    /// <summary>Does nothing for an order that is not waiting to be placed, and on a host that does not lead. May be called any number of times, by any host.</summary>
    public async Task PlaceAsync(TenantRef tenant, OrderId id, CancellationToken ct)
    {
        if (leadership is { IsCurrent: false }) return;
        if (await preparation.PrepareAsync(tenant, id, ct) is not { } order) return;
        crash.Reach(CrashPoint.AfterSignStored);
        await sender.SendAsync(tenant, order);
    }
}
