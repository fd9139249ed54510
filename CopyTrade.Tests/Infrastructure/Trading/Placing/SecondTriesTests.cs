using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Trading.Placing;

/// <summary>A copied order that the venue refused for the market's tick: once more, under another key, and only when the refusal is certain.</summary>
public sealed class SecondTriesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(OrderSide.Buy, 0.51)]
    [InlineData(OrderSide.Sell, 0.52)]
    public async Task Run_TickChanged_PlacesOneMoreAndNoThird(OrderSide side, double limit)
    {
        var (tenant, first) = await RefusedAsync(side);

        Assert.Equal(1, await TriesAsync(tenant));
        Assert.Equal(0, await TriesAsync(tenant));
        var second = (await OrdersAsync(tenant))[1];
        Assert.Equal(((decimal)limit, "pending", first.IdempotencyKey.Again(), first.ValidUntil), (second.LimitPrice.Value, second.Status, second.IdempotencyKey, second.ValidUntil));
        Assert.Equal(first.Id.Value, (await database.QueryAsync<Guid>("select second_of from trade_order where id = @Id", new { second.Id })).Single());
        Assert.Equal("tried_again", (await _rig.EventsAsync(first.Id))[^1]);

        // Nobody bought what it sells: as the rig does for whatever it writes itself.
        await database.ExecuteAsync("update trade_order set waiting_for = null, wanted_shares = null where id = @Id", new { second.Id });
        _rig.Venue.Next.Enqueue(Refuse);
        Assert.Equal("rejected", (await _rig.PlaceAsync(tenant, second.Id)).Failure);
        Assert.Equal(0, await TriesAsync(tenant));
        Assert.Equal(2, (await OrdersAsync(tenant)).Count);
    }

    [Fact]
    public async Task Run_TwoHostsAtOnce_WriteOne()
    {
        var (tenant, _) = await RefusedAsync(OrderSide.Buy);

        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TriesAsync(tenant)));

        Assert.Equal(1, written.Sum());
        Assert.Equal(2, (await OrdersAsync(tenant)).Count);
    }

    [Fact]
    public async Task Run_TooOldMeanwhile_IsNotTriedAndSaysSo()
    {
        var (tenant, first) = await RefusedAsync(OrderSide.Buy);
        _rig.Clock.Advance(61);

        Assert.Equal(0, await TriesAsync(tenant));

        Assert.Single(await OrdersAsync(tenant));
        Assert.Equal("not_tried_again", (await _rig.EventsAsync(first.Id))[^1]);
        Assert.StartsWith("It was worth following until", (await database.QueryAsync<string>("select detail ->> 'reason' from order_event where order_id = @Id and kind = 'not_tried_again'", new { first.Id })).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OutcomeWasOnceUnknownOrOtherRefusal_LeavesItAlone()
    {
        var (unknown, first) = await RefusedAsync(OrderSide.Buy);
        await database.ExecuteAsync("insert into order_event (billing_account_id, order_id, kind, at) values (@Tenant, @Id, 'unknown', now())", new { unknown.Tenant, first.Id });
        var (other, second) = await RefusedAsync(OrderSide.Buy);
        await database.ExecuteAsync("update trade_order set venue_error = 'insufficient_balance' where id = @Id", new { second.Id });
        var (rule, third) = await RefusedAsync(OrderSide.Sell, OrderOrigin.Rule);

        foreach (var tenant in (TenantRef[])[unknown, other, rule])
        {
            Assert.Equal(0, await TriesAsync(tenant));
            Assert.Single(await OrdersAsync(tenant));
        }

        Assert.Equal("rejected", third.Failure);   // its own exit tries again
    }

    [Fact]
    public async Task Run_CatalogDown_WaitsForItWhileItIsYoung()
    {
        var (tenant, first) = await RefusedAsync(OrderSide.Buy);
        _rig.Venue.MarketsFail = true;
        Assert.Equal(0, await TriesAsync(tenant));
        Assert.Equal("rejected", (await _rig.EventsAsync(first.Id))[^1]);

        _rig.Venue.MarketsFail = false;
        Assert.Equal(1, await TriesAsync(tenant));
    }

    private static SubmitOutcome Refuse() => new SubmitOutcome.Rejected(VenueErrorCode.InvalidPriceOrTick, "order price breaks minimum tick size");

    // On a grid of tenths of a cent; the venue has whole cents by now.
    private async Task<(TenantRef Tenant, OrderRow Order)> RefusedAsync(OrderSide side, OrderOrigin origin = OrderOrigin.Mirror)
    {
        var tenant = await _rig.SeedAsync(perOrder: 100m);
        _rig.Venue.Next.Enqueue(Refuse);
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Side = side, Limit = 0.513m, Origin = origin });
        Assert.Equal("rejected", order.Failure);
        _rig.Clock.Advance(1);
        return (tenant, order);
    }

    private Task<int> TriesAsync(TenantRef tenant) => new SecondTries(
        database.Scopes, _rig.Venue, _rig.Queue, new VenueSettings(_rig.Mode), new NoCrashPoints(), _rig.Clock, NullLogger<SecondTries>.Instance).RunAsync([tenant], default);

    private Task<IReadOnlyList<OrderRow>> OrdersAsync(TenantRef tenant) => database.QueryAsync<OrderRow>("select * from trade_order where billing_account_id = @Tenant order by created_at, id", new { tenant.Tenant });
}
