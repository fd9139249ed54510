using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;

namespace CopyTrade.Tests.Simulation;

/// <summary>The ledger of orders as one process of the simulation reaches it.</summary>
internal sealed class SimStore(World world, Weather weather, SimDatabase database, SimProcess process, Planted planted, SimLease? lease = null, bool takesMany = false) : IOrderStore
{
    public bool TakesMany => takesMany;

    public async Task<IOrderSession> BeginAsync(TenantRef tenant, CancellationToken ct) => await OpenAsync([tenant]);

    public async Task<IOrderBatch> BeginManyAsync(IReadOnlyList<(TenantRef Tenant, OrderId Order)> orders, VenueMode? placing, DateTimeOffset now, CancellationToken ct)
    {
        await database.TripAsync(process, "begin many");
        var tenants = orders.Select(order => order.Tenant).Distinct().OrderBy(tenant => tenant.Tenant.Value).ToList();
        var session = new SimSession(world, weather, database, process, tenants, takesTurns: planted != Planted.NoTurns, lease?.Token) { IsTogether = true };
        return await SimBatch.BeginAsync(world, weather, database, session, orders, placing, now, planted);
    }

    /// <summary>Reads what is committed, and waits for nobody.</summary>
    public async Task<bool> IsCalledOffAsync(TenantRef tenant, OrderId id, CancellationToken ct)
    {
        await database.TripAsync(process, "called off");
        return database.Orders[id].CancelRequestedAt is not null;
    }

    public async Task<SimSession> OpenAsync(IReadOnlyCollection<TenantRef> tenants)
    {
        await database.TripAsync(process, "begin");
        return new SimSession(world, weather, database, process, tenants, takesTurns: planted != Planted.NoTurns, lease?.Token);
    }

    public async Task<IReadOnlyList<QueuedOrder>> FindWaitingAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset now, TimeSpan exitPatience, int limit, CancellationToken ct)
    {
        await database.TripAsync(process, "find waiting");
        return [.. InTurn().Where(row => row.State == OrderStatus.Pending && row.UnknownSince is null
                && ((row.SignedBody is null && row.RetryAt is null && (row.WaitingFor is null || row.CancelRequestedAt is not null)) || (row.RetryAt is { } retry && (retry <= now || row.CancelRequestedAt is not null || row.ValidUntil + (row.IsSell ? exitPatience : TimeSpan.Zero) < now))))
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
        return [.. InTurn().Where(row => row.SignedBody is not null && (row.State is OrderStatus.Pending or OrderStatus.Open or OrderStatus.Partial || ((row.State == OrderStatus.Error || row.IsTakenBackUnheard) && row.FinishedAt > givenUpSince)))];
    }

    public async Task<IReadOnlyList<OrderRow>> FindSpentAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset before, CancellationToken ct)
    {
        await database.TripAsync(process, "find spent");
        return [.. InTurn().Where(row => (row.State is OrderStatus.Open or OrderStatus.Partial) && (row.Life is TimeInForce.Fak or TimeInForce.Fok) && row.AcceptedAt <= before && !(row.SyncedAt > before))];
    }

    public async Task<IReadOnlyList<(TenantRef Tenant, OrderId Order)>> FindHeldBackAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        await database.TripAsync(process, "find held back");
        return [.. InTurn().Where(row => row is { State: OrderStatus.Pending, WaitingFor: not null, CancelRequestedAt: null }).Select(row => (database.Tenants[row.BillingAccountId].Ref, row.Id))];
    }

    public async Task<IReadOnlyList<OrderRow>> FindToCancelAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset now, CancellationToken ct)
    {
        await database.TripAsync(process, "find to cancel");
        return [.. database.Orders.Values.Where(row => row.State is OrderStatus.Open or OrderStatus.Partial && row.CancelRequestedAt is not null)];
    }

    public async Task<int> ExpireRestingAsync(IReadOnlyCollection<TenantRef> tenants, string reason, DateTimeOffset now, CancellationToken ct)
    {
        var due = database.Orders.Values.Where(row => row.RestingUntil <= now && row.CancelRequestedAt is null && SimExposure.IsUnfinished(row)).ToList();
        if (due.Count == 0) return 0;
        await using var session = await OpenAsync(tenants);
        foreach (var row in due) await session.CancelAsync(row.Id, reason, now);
        await session.CommitAsync();
        return due.Count;
    }

    public async Task<IReadOnlyDictionary<(VenueOrderId Order, string TradeId), SettlementStatus?>> FindMatchesAsync(TenantRef tenant, IReadOnlyCollection<VenueTrade> trades, CancellationToken ct)
    {
        await database.TripAsync(process, "find matches");
        var known = new Dictionary<(VenueOrderId Order, string TradeId), SettlementStatus?>();
        foreach (var trade in trades)
        {
            if (database.ByVenueId.TryGetValue(trade.OrderId, out var order) && database.Orders[order].BillingAccountId == tenant.Tenant)
                known[(trade.OrderId, trade.TradeId)] = database.Matches.TryGetValue((order, trade.TradeId), out var match) ? match.Settlement : null;
        }

        return known;
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
