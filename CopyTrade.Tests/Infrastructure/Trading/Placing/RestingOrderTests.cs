using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Trading.Placing;

public sealed class RestingOrderTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Sweep_OrderThatRestedTwentyMinutes_CancelsItAndSaysWhy()
    {
        var tenant = await _rig.SeedAsync();
        var buy = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "buy" });
        var sell = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sell", Side = OrderSide.Sell });
        var sweep = new RestingSweep(_rig.Store, _rig.Clock);
        _rig.Clock.Advance(19 * 60);
        Assert.Equal(0, await sweep.RunAsync([tenant], default));

        _rig.Clock.Advance(60);
        Assert.Equal(1, await sweep.RunAsync([tenant], default));
        await Cancels(tenant).RunAsync([tenant], default);

        var (orders, _) = await new OrdersQuery(database.Scopes).PageAsync(tenant, null, null, 10, default);
        Assert.Equal((OrderStatus.Canceled, "ttl_expired", (DateTimeOffset?)null), orders.Where(o => o.Id == buy.Id).Select(o => (o.Status, o.CancelReason, o.RestingUntil)).Single());
        Assert.Equal(OrderStatus.Open, orders.Single(o => o.Id == sell.Id).Status);   // an exit waits until somebody takes it back
        Assert.Equal([buy.VenueOrderId!.Value], _rig.Venue.Cancelled);
    }

    [Fact]
    public async Task Query_OfARestingOrder_SaysWhenItsTimeIsOver()
    {
        var tenant = await _rig.SeedAsync();
        await _rig.PlaceAsync(tenant, new OrderIntentBuilder());

        var (orders, _) = await new OrdersQuery(database.Scopes).PageAsync(tenant, null, null, 10, default);

        Assert.Equal(OrderIntentBuilder.Now.AddMinutes(20), orders.Single().RestingUntil);
    }

    [Fact]
    public async Task Insert_SecondRestingBuyOfABookOnAMarket_IsRefusedByTheDatabase()
    {
        var tenant = await _rig.SeedAsync();
        var first = await InsertAsync(tenant, "first");

        await Assert.ThrowsAsync<PostgresException>(() => InsertAsync(tenant, "second"));
        await InsertAsync(tenant, "other book", book: "other");
        await CancelAsync(tenant, first);

        await InsertAsync(tenant, "after it was called back");
    }

    [Fact]
    public async Task Venue_FillsAnOrderThatHadLostItsPlace_IsRecordedAllTheSame()
    {
        var tenant = await _rig.SeedAsync();
        var first = await _rig.PlaceAsync(tenant, await InsertAsync(tenant, "first"));
        await CancelAsync(tenant, first.Id);
        await InsertAsync(tenant, "second");

        await _rig.Outcomes.RecordAsync(tenant, first.Id, new OrderLookup.Found(VenueOrderStatus.Live, first.Shares, CopyTrade.Domain.Money.Shares.Of(4m), []));

        Assert.Equal("partial", (await _rig.ReadAsync(first.Id)).Status);
    }

    [Theory, InlineData(0, "open", 10), InlineData(4, "open", 6), InlineData(10, "canceled", 10)]
    public async Task Replace_WaitsForTheEndOfTheFirstAndNeverAddsToIt(int matched, string expected, int shares)
    {
        var tenant = await _rig.SeedAsync();
        var old = await _rig.PlaceAsync(tenant, await InsertAsync(tenant, "old"));
        var successor = await ReplaceAsync(tenant, old.Id);

        Assert.Equal(0, await Waiting.RunAsync([tenant], default));
        Assert.Equal("pending", (await _rig.PlaceAsync(tenant, successor)).Status);
        Assert.Single(_rig.Venue.Received);

        if (matched > 0) _rig.Venue.Match(old.VenueOrderId!, matched == 10 ? VenueOrderStatus.Matched : VenueOrderStatus.Canceled, matched);
        await Cancels(tenant).RunAsync([tenant], default);
        Assert.Equal(1, await Waiting.RunAsync([tenant], default));
        var order = await _rig.PlaceAsync(tenant, successor);

        Assert.Equal((expected, (decimal)shares), (order.Status, order.Shares.Quantity));
        Assert.Equal(expected == "open" ? 2 : 1, _rig.Venue.Received.Count);
        var (orders, _) = await new OrdersQuery(database.Scopes).PageAsync(tenant, null, null, 10, default);
        Assert.Equal(old.Id, orders.Single(o => o.Id == successor).Replaces);
        Assert.Equal((successor, "replaced"), orders.Where(o => o.Id == old.Id).Select(o => (o.ReplacedBy!.Value, o.CancelReason)).Single());
    }

    [Fact]
    public async Task Replace_PredecessorNeverCameToTheVenue_GoesInFull()
    {
        var tenant = await _rig.SeedAsync();
        var old = await InsertAsync(tenant, "old");
        var successor = await ReplaceAsync(tenant, old);

        await _rig.PlaceAsync(tenant, old);
        await Waiting.RunAsync([tenant], default);

        Assert.Equal("open", (await _rig.PlaceAsync(tenant, successor)).Status);
        Assert.Single(_rig.Venue.Received);
    }

    [Fact]
    public async Task Terms_OfASignedOrder_CannotBecomeSmallerEither()
    {
        var tenant = await _rig.SeedAsync();
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder());

        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("update trade_order set shares = 1, notional = 0.5 where id = @Id", new { order.Id }));
    }

    private WaitingOrders Waiting => new(_rig.Store, _rig.Queue, Options.Create(new TradingOptions()), _rig.Clock, NullLogger<WaitingOrders>.Instance);

    private CancelLoop Cancels(TenantRef tenant) => new(
        _rig.Store, _ => Task.FromResult<IReadOnlyList<TenantRef>>([tenant]), _rig.Venue, _rig.Venue, _rig.Outcomes, new VenueSettings(VenueMode.Demo), _rig.Clock, NullLogger<CancelLoop>.Instance);

    private async Task<OrderId> InsertAsync(TenantRef tenant, string cause, string book = "book")
    {
        await using var scope = await database.Scopes.OpenManyAsync([tenant], default);
        var intent = new OrderIntentBuilder { Cause = cause, Book = book }.Build() with { RestingUntil = OrderIntentBuilder.Now.AddMinutes(20) };
        var rows = await OrderLedger.InsertAsync(scope, [(tenant, intent)], VenueMode.Demo, _rig.Clock.GetUtcNow(), default);
        await scope.CommitAsync();
        return rows[0].Id;
    }

    private async Task<OrderId> ReplaceAsync(TenantRef tenant, OrderId old)
    {
        await using var scope = await database.Scopes.OpenManyAsync([tenant], default);
        var intent = new OrderIntentBuilder { Cause = "successor", Limit = 0.48m }.Build() with { RestingUntil = OrderIntentBuilder.Now.AddMinutes(20), Replaces = old };
        var rows = await OrderLedger.InsertAsync(scope, [(tenant, intent)], VenueMode.Demo, _rig.Clock.GetUtcNow(), default);
        await scope.CommitAsync();
        return rows[0].Id;
    }

    private async Task CancelAsync(TenantRef tenant, OrderId order)
    {
        await using var scope = await database.Scopes.OpenManyAsync([tenant], default);
        await OrderCancels.RequestAsync(scope, order, "leaving", _rig.Clock.GetUtcNow());
        await scope.CommitAsync();
    }
}
