using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Halts;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Positions;
using CopyTrade.Infrastructure.Trading.Settlement;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Trading.Settlement;

public sealed class OrderFollowingTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private static readonly VenueSettings Demo = new(VenueMode.Demo);
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Reconciler_StampsEveryAnswerAndTakesTheVenuesWord()
    {
        var tenant = await _rig.SeedAsync();
        var matched = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "matched" });
        var resting = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "resting" });
        _rig.Venue.Match(matched.VenueOrderId!, VenueOrderStatus.Matched, 10m);
        _rig.Clock.Advance(60);

        var result = await Reconciler(tenant).RunAsync(CancellationToken.None);

        Assert.Equal(new ReconcileResult(2, 0, 0), result);
        Assert.Equal("filled", (await _rig.ReadAsync(matched.Id)).Status);
        Assert.Equal(("open", _rig.Clock.GetUtcNow()), await _rig.ReadAsync(resting.Id) is var row ? (row.Status, row.SyncedAt!.Value) : default);
    }

    [Theory, InlineData(900, "open"), InlineData(901, "canceled")]
    public async Task Reconciler_OrderThatTheVenueForgot_IsClosedAfterAQuarterOfAnHour(double seconds, string expected)
    {
        var tenant = await _rig.SeedAsync();
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder());
        _rig.Venue.Lose(order.VenueOrderId!);
        _rig.Clock.Advance(seconds);

        var result = await Reconciler(tenant).RunAsync(CancellationToken.None);

        Assert.Equal(expected, (await _rig.ReadAsync(order.Id)).Status);
        Assert.Equal(expected == "canceled" ? 1 : 0, result.Lost);
    }

    [Fact]
    public async Task Reconciler_SaleThatMayNotRestAndSoldAPart_IsAskedAboutAfterTwoSeconds()
    {
        var tenant = await _rig.SeedAsync();
        var sale = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "fak", Side = OrderSide.Sell, TimeInForce = TimeInForce.Fak });
        await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "rests", Side = OrderSide.Sell });
        _rig.Venue.Match(sale.VenueOrderId!, VenueOrderStatus.Canceled, 3m);
        Assert.Equal(0, await Reconciler(tenant).AskSpentAsync([tenant], default));   // the user channel is about to tell

        _rig.Clock.Advance(2);
        Assert.Equal(1, await Reconciler(tenant).AskSpentAsync([tenant], default));

        Assert.Equal(("canceled", 3m), await _rig.ReadAsync(sale.Id) is var row ? (row.Status, row.MatchedShares.Quantity) : default);
        Assert.Equal(0, await Reconciler(tenant).AskSpentAsync([tenant], default));
    }

    [Fact]
    public async Task Halt_CancelsRestingBuysAndKeepsSells()
    {
        var tenant = await _rig.SeedAsync();
        var buy = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "buy" });
        var sell = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sell", Side = OrderSide.Sell });
        var unsent = await _rig.InsertAsync(tenant, new OrderIntentBuilder { Cause = "unsent" });

        await new TradingSwitch(database.Scopes, _rig.Clock).SetAsync(tenant, tenant.Owner, HaltKind.Halt, "enough", CancellationToken.None);
        var sent = await Cancels(tenant).RunAsync([tenant], CancellationToken.None);

        Assert.Equal(1, sent);
        Assert.Equal("canceled", (await _rig.ReadAsync(buy.Id)).Status);
        Assert.Equal("open", (await _rig.ReadAsync(sell.Id)).Status);
        Assert.Equal("canceled", (await _rig.PlaceAsync(tenant, unsent)).Status);
    }

    [Fact]
    public async Task Cancel_OfAnOrderThatMatchedMeanwhile_EndsFilled()
    {
        var tenant = await _rig.SeedAsync();
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder());
        _rig.Venue.Match(order.VenueOrderId!, VenueOrderStatus.Matched, 10m);
        await using (var scope = await database.Scopes.OpenManyAsync([tenant], CancellationToken.None))
        {
            Assert.Equal(1, await OrderCancels.RequestAsync(scope, tenant, "book", order.ConditionId, _rig.Clock.GetUtcNow()));
            await scope.CommitAsync();
        }

        await Cancels(tenant).RunAsync([tenant], CancellationToken.None);

        Assert.Equal(("filled", 10m), await _rig.ReadAsync(order.Id) is var row ? (row.Status, row.MatchedShares.Quantity) : default);
    }

    [Fact]
    public async Task PlatformHalt_RefusesEntriesAndCancelsResting()
    {
        var tenant = await _rig.SeedAsync();
        var resting = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "resting" });
        var halt = new PlatformHalt(database.Databases, _rig.Clock);
        await halt.SetAsync(tenant.Owner, "incident", CancellationToken.None);
        await halt.SetAsync(tenant.Owner, "again", CancellationToken.None);

        try
        {
            await Cancels(tenant).RunAsync([tenant], CancellationToken.None);
            var refused = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "new" });

            Assert.Equal(["incident"], await database.QueryAsync<string>("select reason from platform_halt where released_at is null"));
            Assert.Equal("halted", refused.Failure);
            Assert.Equal("canceled", (await _rig.ReadAsync(resting.Id)).Status);
        }
        finally
        {
            await halt.ReleaseAsync(tenant.Owner, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Switch_SetTwice_KeepsTheFirstReasonAndReleases()
    {
        var tenant = await _rig.SeedAsync();
        var trading = new TradingSwitch(database.Scopes, _rig.Clock);
        await trading.SetAsync(tenant, tenant.Owner, HaltKind.Pause, "first", CancellationToken.None);
        await trading.SetAsync(tenant, tenant.Owner, HaltKind.Pause, "second", CancellationToken.None);
        var query = new TradingStatusQuery(database.Scopes, Demo, _rig.Clock);

        Assert.Equal("first", Assert.Single((await query.ReadAsync(tenant, CancellationToken.None)).Halts).Reason);
        await trading.ReleaseAsync(tenant, tenant.Owner, HaltKind.Pause, CancellationToken.None);
        Assert.Empty((await query.ReadAsync(tenant, CancellationToken.None)).Halts);
    }

    [Fact]
    public async Task Poller_WithoutAStream_AsksEveryFiveSecondsAndRecords()
    {
        var tenant = await _rig.SeedAsync();
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder());
        _rig.Venue.Trades.Add(Trade(order, 10m, SettlementStatus.Confirmed));
        using var poller = _rig.Poller([tenant]);

        Assert.Equal(1, await poller.PollAsync([tenant], CancellationToken.None));
        Assert.Equal("filled", (await _rig.ReadAsync(order.Id)).Status);
        Assert.Equal(0, await poller.PollAsync([tenant], CancellationToken.None));   // finished
        await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "another" });
        Assert.Equal(0, await poller.PollAsync([tenant], CancellationToken.None));   // too soon
        _rig.Clock.Advance(5);
        Assert.Equal(1, await poller.PollAsync([tenant], CancellationToken.None));
    }

    [Fact]
    public async Task Queries_ShowOrdersPositionsAndStatus()
    {
        var tenant = await _rig.SeedAsync();
        var held = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "held" });
        var moving = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "moving", Token = "42", Title = "Will it snow?" });
        await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "denied", Shares = 11m });
        await _rig.Recorder.RecordAsync(tenant, [Trade(held, 10m, SettlementStatus.Confirmed), Trade(moving, 4m, SettlementStatus.Mined)]);

        var positions = await new PositionsQuery(database.Scopes, new PassedOverExits()).ListAsync(tenant, includeClosed: false, CancellationToken.None);
        var status = await new TradingStatusQuery(database.Scopes, Demo, _rig.Clock).ReadAsync(tenant, CancellationToken.None);
        var orders = new OrdersQuery(database.Scopes);
        var first = await orders.PageAsync(tenant, null, null, 2, CancellationToken.None);
        var second = await orders.PageAsync(tenant, null, first.Next, 2, CancellationToken.None);

        var confirmed = positions.Single(p => p.Shares > Shares.Zero);
        Assert.Equal((10m, 5.1m, 0.51m, "Will it rain?"), (confirmed.Shares.Quantity, confirmed.Cost.Amount, confirmed.AverageEntry!.Value.Value, confirmed.Title));
        Assert.Equal((4m, 0m), positions.Single(p => p.Token.Value == "42") is var incoming ? (incoming.Incoming.Quantity, incoming.Shares.Quantity) : default);
        Assert.Equal((1, 1, 0, 1), (status.RestingOrders, status.UnsettledFills, status.UnknownOrders, status.OpenPositions));
        Assert.Equal((10m, 2), (status.Usage.LastDay.Amount, status.Usage.LastHour));
        Assert.Equal((2, 1, null), (first.Orders.Count, second.Orders.Count, second.Next));
        Assert.Equal(OrderFailure.CapExceededPerOrder, Assert.Single((await orders.PageAsync(tenant, OrderStatus.Error, null, 10, CancellationToken.None)).Orders).Failure);
    }

    private OrderReconciler Reconciler(TenantRef tenant) => new(
        new PostgresOrderStore(database.Scopes, NullLogger<PostgresOrderStore>.Instance), () => [tenant], _rig.Venue, _rig.Venue, _rig.Outcomes, Demo, Options.Create(new TradingOptions()), _rig.Clock, NullLogger<OrderReconciler>.Instance);

    private CancelLoop Cancels(TenantRef tenant) => _rig.Cancels(tenant);

    private static VenueTrade Trade(OrderRow order, decimal shares, SettlementStatus status) => new(
        "t-" + order.Id, order.VenueOrderId!, order.ConditionId, order.TokenId, OrderSide.Buy, Shares.Of(shares), Price.Of(0.50m), null, IsTaker: true, status, null, OrderIntentBuilder.Now);
}
