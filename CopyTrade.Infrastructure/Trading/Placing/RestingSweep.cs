using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Trading.Orders;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>Has orders cancelled that rested long enough without being matched (R0.32). What matched meanwhile stays.</summary>
public sealed class RestingSweep(IOrderStore store, TimeProvider clock)
{
    public const string Reason = "ttl_expired";

    /// <summary>Returns how many orders it asked to cancel.</summary>
    public Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct) =>
        tenants.Count == 0 ? Task.FromResult(0) : store.ExpireRestingAsync(tenants, Reason, clock.GetUtcNow(), ct);
}
