using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Trading.Settlement;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Simulation;

/// <summary>One process with the product's own placing core in it, on the ports of the simulation, and its loops.</summary>
internal sealed class SimExecutor
{
    private readonly World _world;
    private readonly SimProcess _process;
    private readonly IReadOnlyList<TenantRef> _all;
    private readonly SimDatabase _database;
    private readonly SimStore _store;
    private readonly SimGateway _gateway;
    private readonly Action _work;
    private readonly OrderPlacer _placer;
    private readonly OrderOutcomes _outcomes;
    private readonly OrderSweep _sweep;
    private readonly UnknownOrderResolver _resolver;
    private readonly SettlementRecorder _recorder;
    private readonly OrderReconciler _reconciler;
    private readonly SimMirrorStore _mirror;
    private readonly FillRouter _router;
    private readonly WaitingOrders _waiting;
    private readonly Func<Task> _cancel;
    private readonly RestingSweep _resting;
    private readonly SimWatcher _watcher;
    private readonly SimLease? _lease;
    private readonly Planted _planted;
    private readonly int _workers;
    private readonly VenueSettings _mode = new(VenueMode.Demo);

    public SimExecutor(World world, Weather weather, SimDatabase database, SimVenue venue, SimPages pages, string name, bool isLeased, bool takesMany, int maxFillAge, Planted planted)
    {
        (_world, _database, _planted) = (world, database, planted);
        _all = [.. database.Tenants.Values.Select(tenant => tenant.Ref)];
        _process = new SimProcess(world, name);
        Clock = new SimClock(world, _process);
        _lease = isLeased ? new SimLease(world, database, _process) : null;
        _store = new SimStore(world, weather, database, _process, planted, _lease, takesMany);
        _workers = takesMany ? 12 : 3;
        _gateway = new SimGateway(world, weather, venue, database, _process, planted);
        var options = Options.Create(new TradingOptions { OrdersInFlightPerTenant = takesMany ? 8 : 2, ExitPatienceSeconds = 60 });
        var (polls, readiness, crash) = (new PollRequests(), new ReadinessRequests(), new SimCrashPoints(world, weather, _process));
        var queue = new OrderQueue(options);
        _work = () => _ = WorkAsync(queue);
        _outcomes = new OrderOutcomes(_store, polls, readiness, crash, Clock, NullLogger<OrderOutcomes>.Instance);
        var sender = new OrderSender(_gateway, _gateway, _outcomes, crash, Clock, NullLogger<OrderSender>.Instance, _lease);
        var preparation = new OrderPreparation(_store, new OrderSigning(_gateway), _gateway, _mode, options, Clock, NullLogger<OrderPreparation>.Instance);
        _placer = new OrderPlacer(preparation, sender, crash, _lease);
        _sweep = new OrderSweep(_store, queue, _mode, options, Clock);
        _resolver = new UnknownOrderResolver(_store, preparation, sender, _outcomes, _gateway, _gateway, _mode, options, Clock, NullLogger<UnknownOrderResolver>.Instance);
        _recorder = new SettlementRecorder(_store, new OwnFees(_gateway), readiness, Clock, NullLogger<SettlementRecorder>.Instance);
        _reconciler = new OrderReconciler(_store, () => _all, _gateway, _gateway, _outcomes, _mode, options, Clock, NullLogger<OrderReconciler>.Instance);
        _waiting = new WaitingOrders(_store, queue, options, Clock, NullLogger<WaitingOrders>.Instance);
        var cancels = new CancelLoop(_store, _ => Task.FromResult<IReadOnlyList<TenantRef>>([.. Tenants]), _gateway, _gateway, _outcomes, _mode, Clock, NullLogger<CancelLoop>.Instance);
        _cancel = () => CancelAsync(cancels);
        _resting = new RestingSweep(_store, Clock);
        _mirror = new SimMirrorStore(database, _store, _gateway, pages, _process, planted);
        _router = new FillRouter(
            _mirror, new MarketLookup(_gateway, NullLogger<MarketLookup>.Instance), new BookLookup(_gateway, Clock, NullLogger<BookLookup>.Instance), queue, crash, _mode,
            Options.Create(new MirroringOptions { MaxFillAgeSeconds = maxFillAge, BatchFills = 5 }), Clock, NullLogger<FillRouter>.Instance);
        _watcher = new SimWatcher(world, weather, database, _store, _process, Clock, planted);
        venue.Listen(_process, (tenant, news) => _ = GuardAsync("user channel", () => HearAsync(tenant.Ref, news)));
    }

    public SimProcess Process => _process;

    public SimClock Clock { get; }

    // A standby has nobody to work for.
    private IReadOnlyList<TenantRef> Tenants => _lease is null or { IsCurrent: true } ? _all : [];

    /// <summary>The stream tells this process of rows.</summary>
    public void Hear(IReadOnlyList<WalletTrade> rows) => _ = GuardAsync("stream", () => _watcher.HearAsync(rows));

    public void Start() => _process.Enter(() =>
    {
        if (_lease is not null) _ = LoopAsync("lease", 1, _lease.HoldAsync);
        _ = LoopAsync("followers", 3, () => _mirror.RefreshFollowersAsync(CancellationToken.None));
        _ = LoopAsync("drain", 1, _watcher.DrainAsync);
        _ = LoopAsync("router", 0.3, RouteAsync);
        if (_planted != Planted.NoSweep) _ = LoopAsync("sweep", 1, () => _sweep.RunAsync(Tenants, CancellationToken.None));
        _ = LoopAsync("resolver", 1, ResolveAsync);
        _ = LoopAsync("waiting", 1, () => _waiting.RunAsync(Tenants, CancellationToken.None));
        _ = LoopAsync("cancels", 1, _cancel);
        _ = LoopAsync("resting", 10, () => _resting.RunAsync(Tenants, CancellationToken.None));
        _ = LoopAsync("poller", 5, PollAsync);
        _ = LoopAsync("reconciler", 60, ReconcileAsync);
        for (var worker = 0; worker < _workers; worker++) _work();
    });

    private async Task WorkAsync(OrderQueue queue)
    {
        while (true)
        {
            var order = await queue.TakeAsync(CancellationToken.None);
            await GuardAsync("worker", () => _placer.PlaceAsync(order.Tenant, order.Order, CancellationToken.None));
            queue.Done(order);
        }
    }

    private async Task LoopAsync(string name, double seconds, Func<Task> round)
    {
        while (true)
        {
            await _process.PauseAsync(_world.Between(seconds * 0.8, seconds * 1.2));
            await GuardAsync(name, round);
        }
    }

    private async Task GuardAsync(string name, Func<Task> round)
    {
        try
        {
            await round();
        }
        catch (Exception e)
        {
            _world.Note($"{_process.Name} {name}: {e.Message}");
            // The kinds that the world makes. Anything else is a defect of the product or of the simulation.
            if (e is not (SimDatabaseException or VenueUnavailableException or CommitUnknownException)) _world.Violate($"{name} threw {e}");
        }
    }

    private async Task RouteAsync()
    {
        if (_lease is { IsCurrent: false }) return;
        while ((await _router.RouteAsync(CancellationToken.None)).Routed > 0)
        {
        }
    }

    private async Task CancelAsync(CancelLoop cancels)
    {
        if (Tenants.Count == 0) return;
        foreach (var row in await cancels.FindAsync(Tenants, CancellationToken.None))
            await GuardAsync("cancels", () => cancels.CancelAsync(_database.Tenants[row.BillingAccountId].Ref, row, CancellationToken.None));
    }

    private async Task ResolveAsync()
    {
        if (Tenants.Count == 0) return;
        foreach (var (tenant, order) in await _resolver.FindAsync(Tenants, CancellationToken.None))
            await GuardAsync("resolver", () => _planted == Planted.SignAgainWhenUnknown ? SignAgainAsync(tenant, order) : _resolver.ResolveAsync(tenant, order, CancellationToken.None));
    }

    private async Task PollAsync()
    {
        foreach (var tenant in Tenants)
            await GuardAsync("poller", async () => await _recorder.RecordAsync(tenant, await _gateway.TradesAsync(_database.Tenants[tenant.Tenant].Login, null, CancellationToken.None)));
    }

    private async Task ReconcileAsync()
    {
        foreach (var row in await _reconciler.FindAsync(_all, CancellationToken.None))
            await GuardAsync("reconciler", () => _reconciler.AskAsync(_database.Tenants[row.BillingAccountId].Ref, row, CancellationToken.None));
    }

    private Task HearAsync(TenantRef tenant, UserEvent news) => news switch
    {
        UserEvent.Order order => _outcomes.RecordAsync(tenant, order.Update),
        UserEvent.Trade trade => _recorder.RecordAsync(tenant, trade.Trades),
        _ => Task.CompletedTask,
    };

    /// <summary>The planted bug: what the venue does not know at once is thrown away and signed anew.</summary>
    private async Task SignAgainAsync(TenantRef tenant, OrderId order)
    {
        if (_database.Orders[order].VenueOrderId is not { } id || await _gateway.FindOrderAsync(_database.Tenants[tenant.Tenant].Login, id, CancellationToken.None) is not OrderLookup.NotFound) return;
        await using (var session = await _store.BeginAsync(tenant, CancellationToken.None))
        {
            if (await session.LockAsync(order) is not { Status: "pending" } row) return;
            await session.SaveAsync(row with { SignedBody = null, VenueOrderId = null, UnknownSince = null, UnknownCause = null });
            await session.CommitAsync();
        }

        await _placer.PlaceAsync(tenant, order, CancellationToken.None);
    }
}
