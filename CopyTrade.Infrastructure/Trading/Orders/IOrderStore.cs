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

    /// <summary>Whether <see cref="BeginManyAsync"/> can be asked.</summary>
    bool TakesMany => false;

    /// <summary>Opens a transaction on several orders, one of each at most, without waiting for anybody: those that somebody holds are not in it.</summary>
    /// <param name="orders">Not empty.</param>
    /// <param name="placing">In which mode they are to be placed: takes the trading turns of their tenants, and reads what the authoriser looks at. Null when an answer is to be recorded.</param>
    /// <param name="now">The end of the windows.</param>
    /// <param name="ct">Stops its statements.</param>
    Task<IOrderBatch> BeginManyAsync(IReadOnlyList<(TenantRef Tenant, OrderId Order)> orders, VenueMode? placing, DateTimeOffset now, CancellationToken ct) =>
        throw new NotSupportedException("This store takes orders one by one.");

    /// <summary>Whether somebody asked for an order back; waits for nobody.</summary>
    async Task<bool> IsCalledOffAsync(TenantRef tenant, OrderId id, CancellationToken ct)
    {
        await using var session = await BeginAsync(tenant, ct);
        return await session.LockAsync(id) is { CancelRequestedAt: not null };
    }

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

    /// <summary>Orders that may not rest (fak, fok), that the venue took and whose end was not heard of: accepted, and last asked about, no later than <paramref name="before"/>.</summary>
    Task<IReadOnlyList<OrderRow>> FindSpentAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset before, CancellationToken ct);

    /// <summary>Orders that wait for shares or for the end of a predecessor. Exits first, then the oldest.</summary>
    Task<IReadOnlyList<(TenantRef Tenant, OrderId Order)>> FindHeldBackAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct);

    /// <summary>Orders at the venue that are to be cancelled; a platform halt asks for that of every entry first.</summary>
    Task<IReadOnlyList<OrderRow>> FindToCancelAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset now, CancellationToken ct);

    /// <summary>Asks for the cancellation of orders that rested long enough (R0.32); answers how many.</summary>
    Task<int> ExpireRestingAsync(IReadOnlyCollection<TenantRef> tenants, string reason, DateTimeOffset now, CancellationToken ct);

    /// <summary>What is on record of these trades: null for one never heard of. Trades of orders that are not in the ledger are left out.</summary>
    Task<IReadOnlyDictionary<(VenueOrderId Order, string TradeId), SettlementStatus?>> FindMatchesAsync(TenantRef tenant, IReadOnlyCollection<VenueTrade> trades, CancellationToken ct);
}
