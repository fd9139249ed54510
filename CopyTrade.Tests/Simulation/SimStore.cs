using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading;

namespace CopyTrade.Tests.Simulation;

/// <summary>The ledger of orders as one process of the simulation reaches it.</summary>
internal sealed class SimStore(World world, Weather weather, SimDatabase database, SimProcess process, Planted planted) : IOrderStore
{
    public async Task<IOrderSession> BeginAsync(TenantRef tenant, CancellationToken ct) => await OpenAsync(tenant);

    public async Task<SimSession> OpenAsync(TenantRef tenant)
    {
        await database.TripAsync(process, "begin");
        return new SimSession(world, weather, database, process, tenant, takesTurns: planted != Planted.NoTurns);
    }

    public async Task<IReadOnlyList<QueuedOrder>> FindWaitingAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset now, TimeSpan exitPatience, int limit, CancellationToken ct)
    {
        await database.TripAsync(process, "find waiting");
        return [.. InTurn().Where(row => row.State == OrderStatus.Pending && row.UnknownSince is null
                && (row.SignedBody is null || (row.RetryAt is { } retry && (retry <= now || row.CancelRequestedAt is not null || row.ValidUntil + (row.IsSell ? exitPatience : TimeSpan.Zero) < now))))
            .Select(row => new QueuedOrder(database.Tenants[row.BillingAccountId].Ref, row.Id, row.Urgency)).Take(limit)];
    }

    public async Task<IReadOnlyList<(TenantRef Tenant, OrderId Order)>> FindUnknownAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset abandoned, CancellationToken ct)
    {
        await database.TripAsync(process, "find unknown");
        return [.. InTurn().Where(row => row.State == OrderStatus.Pending && row.SignedBody is not null && (row.UnknownSince is not null || (row.RetryAt is null && LastSent(row) < abandoned)))
            .Select(row => (database.Tenants[row.BillingAccountId].Ref, row.Id))];
    }

    public async Task<IReadOnlyList<OrderRow>> FindUnfinishedAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset givenUpSince, CancellationToken ct)
    {
        await database.TripAsync(process, "find unfinished");
        return [.. InTurn().Where(row => row.SignedBody is not null && (row.State is OrderStatus.Pending or OrderStatus.Open or OrderStatus.Partial || (row.State == OrderStatus.Error && row.FinishedAt > givenUpSince)))];
    }

    // Inserted in order of time: the dictionary keeps it.
    private IEnumerable<OrderRow> InTurn() => database.Orders.Values.OrderByDescending(row => row.IsSell);

    private DateTimeOffset? LastSent(OrderRow row)
    {
        DateTimeOffset? last = null;
        foreach (var (kind, at) in database.Events.GetValueOrDefault(row.Id, []))
        {
            if (kind == "submitted" && !(at < last)) last = at;
        }

        return last;
    }
}
