using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Placing;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>
/// Where the placing core keeps its orders: PostgreSQL in the product, memory in the deterministic simulation. The core
/// decides; a store only remembers, and must do so as a database does: all of a session or nothing of it. Thread-safe.
/// </summary>
public interface IOrderStore
{
    /// <summary>Opens a transaction on one tenant's orders.</summary>
    Task<IOrderSession> BeginAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Orders that should be placed now: never signed, or signed and told to wait until a time that is over. Exits first, then the oldest.</summary>
    /// <param name="tenants">Whose; not empty.</param>
    /// <param name="mode">Signed orders of other modes are left alone; unsigned ones are found, so that placing ends them.</param>
    /// <param name="now">The present.</param>
    /// <param name="exitPatience">How long beyond its validity an exit is still tried.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Stops the search.</param>
    Task<IReadOnlyList<QueuedOrder>> FindWaitingAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset now, TimeSpan exitPatience, int limit, CancellationToken ct);

    /// <summary>Orders that were sent and whose outcome nobody knows: flagged so, or last sent before <paramref name="abandoned"/> without a recorded answer. Exits first, then the oldest.</summary>
    Task<IReadOnlyList<(TenantRef Tenant, OrderId Order)>> FindUnknownAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset abandoned, CancellationToken ct);

    /// <summary>Orders that were sent and are not over, those longest not heard of first; also those that we gave up after <paramref name="givenUpSince"/>, which the venue may have taken all the same.</summary>
    Task<IReadOnlyList<OrderRow>> FindUnfinishedAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset givenUpSince, CancellationToken ct);

    /// <summary>Orders that wait for shares or for the end of a predecessor. Exits first, then the oldest.</summary>
    Task<IReadOnlyList<(TenantRef Tenant, OrderId Order)>> FindHeldBackAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct);

    /// <summary>Orders at the venue that are to be cancelled; a platform halt asks for that of every entry first.</summary>
    Task<IReadOnlyList<OrderRow>> FindToCancelAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset now, CancellationToken ct);

    /// <summary>Asks for the cancellation of orders that rested long enough (R0.32); answers how many.</summary>
    Task<int> ExpireRestingAsync(IReadOnlyCollection<TenantRef> tenants, string reason, DateTimeOffset now, CancellationToken ct);
}
