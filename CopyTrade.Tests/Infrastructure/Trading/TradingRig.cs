using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Trading.Settlement;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Trading;

/// <summary>The room Trading on a real database, with a venue in memory and a clock that stands still.</summary>
internal sealed class TradingRig : IDisposable
{
    private readonly DatabaseFixture _database;

    public TradingRig(DatabaseFixture database, VenueMode mode = VenueMode.Demo, TradingOptions? settings = null, ICrashPoints? points = null)
    {
        _database = database;
        var options = Options.Create(settings ?? new TradingOptions());
        var venue = new VenueSettings(mode);
        var crash = points ?? new NoCrashPoints();
        Queue = new OrderQueue(options);
        Store = new PostgresOrderStore(database.Scopes, NullLogger<PostgresOrderStore>.Instance);
        Outcomes = new OrderOutcomes(Store, Polls, Readiness, crash, Clock, NullLogger<OrderOutcomes>.Instance, Venue);
        var sender = new OrderSender(Venue, Venue, Outcomes, crash, Clock, NullLogger<OrderSender>.Instance);
        Preparation = new OrderPreparation(Store, new OrderSigning(Venue), Venue, venue, options, Clock, NullLogger<OrderPreparation>.Instance);
        Placer = new OrderPlacer(Preparation, sender, crash);
        Resolver = new UnknownOrderResolver(Store, Preparation, sender, Outcomes, Venue, Venue, venue, options, Clock, NullLogger<UnknownOrderResolver>.Instance);
        Sweep = new OrderSweep(Store, Queue, venue, options, Clock);
        Recorder = new SettlementRecorder(Store, new OwnFees(Venue), Readiness, Clock, NullLogger<SettlementRecorder>.Instance);
        Mode = mode;
    }

    public VenueMode Mode { get; }

    /// <summary>Whether a sale waits for the shares it sells, as in the product. Most tests are about something else and sell what nobody bought.</summary>
    public bool SalesWait { get; init; }

    public TestClock Clock { get; } = new(OrderIntentBuilder.Now);

    public FakeVenue Venue { get; } = new();

    public PollRequests Polls { get; } = new();

    public ReadinessRequests Readiness { get; } = new();

    public IOrderStore Store { get; }

    public OrderQueue Queue { get; }

    public OrderPreparation Preparation { get; }

    public OrderPlacer Placer { get; }

    public OrderOutcomes Outcomes { get; }

    public UnknownOrderResolver Resolver { get; }

    public OrderSweep Sweep { get; }

    public SettlementRecorder Recorder { get; }

    /// <summary>Asks for own trades, as if nobody's user channel spoke.</summary>
    public SettlementPoller Poller(IReadOnlyList<TenantRef> busy) => new(
        _database.Scopes, _ => Task.FromResult(busy), Venue, Venue, Recorder, Polls, Readiness, new StreamFreshness(Clock), Queue, new VenueSettings(Mode), Options.Create(new TradingOptions()), Clock,
        NullLogger<SettlementPoller>.Instance);

    public CancelLoop Cancels(TenantRef tenant) => new(
        Store, _ => Task.FromResult<IReadOnlyList<TenantRef>>([tenant]), Venue, Venue, Outcomes, new VenueSettings(Mode), Clock, NullLogger<CancelLoop>.Instance);

    /// <summary>A tenant with a ready wallet and a grant.</summary>
    public async Task<TenantRef> SeedAsync(decimal perOrder = 5m, decimal daily = 500m, int hourly = 500)
    {
        var tenant = await _database.SeedTenantAsync();
        await _database.ExecuteAsync("""
            insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, credentials_at, approvals_ready_at)
            values (@Tenant, @Tenant, @address, @address, 0, @now, @now, @now, @now);
            insert into wallet_grant (id, billing_account_id, connection_id, per_order_usdc, daily_usdc, hourly_fills, scopes, created_at)
            values (@Tenant, @Tenant, @Tenant, @perOrder, @daily, @hourly, array['poly:trade:buy', 'poly:trade:sell'], @now);
            """, new { tenant.Tenant, address = "0x" + tenant.Tenant.Value.ToString("N") + "00000000", now = OrderIntentBuilder.Now, perOrder, daily, hourly });
        return tenant;
    }

    public async Task<OrderId> InsertAsync(TenantRef tenant, OrderIntentBuilder intent) => (await InsertAsync(tenant, [intent]))[0];

    public async Task<IReadOnlyList<OrderId>> InsertAsync(TenantRef tenant, IReadOnlyList<OrderIntentBuilder> intents)
    {
        await using var scope = await _database.Scopes.OpenManyAsync([tenant], CancellationToken.None);
        var rows = await OrderLedger.InsertAsync(scope, [.. intents.Select(intent => (tenant, intent.Build()))], Mode, Clock.GetUtcNow(), CancellationToken.None);
        if (!SalesWait) await scope.ExecuteAsync("update trade_order set waiting_for = null, wanted_shares = null where id = any(@ids) and waiting_for = 'confirmed_shares'", new { ids = rows.Select(row => row.Id.Value).ToArray() });
        await scope.CommitAsync();
        return [.. rows.Select(row => row.Id)];
    }

    public async Task<OrderRow> PlaceAsync(TenantRef tenant, OrderIntentBuilder intent)
    {
        var id = await InsertAsync(tenant, intent);
        return await PlaceAsync(tenant, id);
    }

    public async Task<OrderRow> PlaceAsync(TenantRef tenant, OrderId id)
    {
        await Placer.PlaceAsync(tenant, id, CancellationToken.None);
        return await ReadAsync(id);
    }

    public async Task<OrderRow> ResolveAsync(TenantRef tenant, OrderId id)
    {
        await Resolver.RunAsync([tenant], CancellationToken.None);
        return await ReadAsync(id);
    }

    public async Task<OrderRow> ReadAsync(OrderId id) => (await _database.QueryAsync<OrderRow>("select * from trade_order where id = @id", new { id }))[0];

    public Task<IReadOnlyList<string>> EventsAsync(OrderId id) => _database.QueryAsync<string>("select kind from order_event where order_id = @id order by id", new { id });

    public void Dispose()
    {
        Preparation.Dispose();
        Queue.Dispose();
    }
}
