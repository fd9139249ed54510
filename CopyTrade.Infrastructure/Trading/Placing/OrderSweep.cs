using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>Finds in the ledger what should be placed and is in nobody's queue: after a restart, after a full queue, after the venue asked to wait.</summary>
public sealed class OrderSweep(IOrderStore store, OrderQueue queue, VenueSettings venue, IOptions<TradingOptions> options, TimeProvider clock)
{
    /// <summary>Returns how many orders it queued.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        var waiting = await store.FindWaitingAsync(tenants, venue.Mode, clock.GetUtcNow(), TimeSpan.FromSeconds(options.Value.ExitPatienceSeconds), options.Value.QueueCapacity, ct);
        return waiting.Count(order => queue.Enqueue(order.Tenant, order.Order, order.Urgency));
    }
}
