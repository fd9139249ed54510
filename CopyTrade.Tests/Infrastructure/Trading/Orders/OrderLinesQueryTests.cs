using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Trading.Orders;

public sealed class OrderLinesQueryTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);
    private readonly OrderLinesQuery _query = new(database.Scopes);

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("matched", null, OrderStage.Settling)]
    [InlineData("mined", "confirmed", OrderStage.Settling)]
    [InlineData("failed", "confirmed", OrderStage.Confirmed)]
    [InlineData("failed", "failed", OrderStage.Void)]
    [InlineData("confirmed", null, OrderStage.Confirmed)]
    public async Task Find_FilledOrder_StandsWhereItsSettlementStands(string first, string? second, OrderStage expected)
    {
        var tenant = await _rig.SeedAsync();
        var order = await FilledAsync(tenant, first, second);

        var line = (await _query.FindAsync(tenant, order, CancellationToken.None))!.Line;

        Assert.Equal(expected, line.Stage);
        Assert.Equal(new[] { first, second }.Count(s => s is not (null or "failed")) * 4m, line.Matches.Standing.Quantity);
        Assert.Equal(new[] { first, second }.Count(s => s == "failed") * 4m, line.Matches.Voided.Quantity);
    }

    [Fact]
    public async Task Page_SecondPage_GoesOnWhereTheFirstEnded()
    {
        var tenant = await _rig.SeedAsync();
        for (var i = 0; i < 5; i++) await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = $"order {i}" });

        var first = await _query.PageAsync(tenant, new OrderFilter(), null, 3, CancellationToken.None);
        var second = await _query.PageAsync(tenant, new OrderFilter(), first.Next, 3, CancellationToken.None);

        Assert.Equal((5, 3, 2), (first.Total, first.Lines.Count, second.Lines.Count));
        Assert.Null(second.Next);
        Assert.Equal(5, first.Lines.Concat(second.Lines).Select(line => line.Order.Id).Distinct().Count());
    }

    [Fact]
    public async Task Page_Filters_EachLeavesOnlyWhatFits()
    {
        var tenant = await _rig.SeedAsync(perOrder: 5m);
        var resting = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "resting", Book = "other" });
        var sell = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sell", Side = OrderSide.Sell, Origin = OrderOrigin.Manual });
        var denied = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "too much", Shares = 100m });

        Assert.Equal([denied.Id], await FindAsync(tenant, new(OrderGroup.Failed)));
        Assert.Equal([resting.Id], await FindAsync(tenant, new(Book: "other")));
        Assert.Equal([sell.Id], await FindAsync(tenant, new(Side: OrderSide.Sell)));
        Assert.Equal([sell.Id], await FindAsync(tenant, new(Origin: OrderOrigin.Manual)));
        Assert.Empty(await FindAsync(tenant, new(Since: _rig.Clock.GetUtcNow().AddSeconds(1))));
        Assert.Equal(new Dictionary<OrderStage, int> { [OrderStage.Failed] = 1, [OrderStage.Resting] = 2 }, await _query.CountAsync(tenant, CancellationToken.None));
    }

    [Fact]
    public async Task Find_ForeignOrder_IsNotThere()
    {
        var (own, other) = (await _rig.SeedAsync(), await _rig.SeedAsync());
        var order = await _rig.PlaceAsync(own, new OrderIntentBuilder());

        Assert.Null(await _query.FindAsync(other, order.Id, CancellationToken.None));
        Assert.False(await new OrderCancellation(database.Scopes, _rig.Clock).RequestAsync(other, other.Owner, order.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Cancellation_OfARestingOrder_IsAskedForOnce()
    {
        var tenant = await _rig.SeedAsync();
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder());
        var cancellation = new OrderCancellation(database.Scopes, _rig.Clock);

        Assert.True(await cancellation.RequestAsync(tenant, tenant.Owner, order.Id, CancellationToken.None));
        Assert.False(await cancellation.RequestAsync(tenant, tenant.Owner, order.Id, CancellationToken.None));

        var dossier = (await _query.FindAsync(tenant, order.Id, CancellationToken.None))!;
        Assert.False(dossier.Line.CanCancel);
        Assert.Single(dossier.Events, entry => entry.Kind == "cancel_requested");
    }

    private async Task<IReadOnlyList<OrderId>> FindAsync(TenantRef tenant, OrderFilter filter) =>
        [.. (await _query.PageAsync(tenant, filter, null, 50, CancellationToken.None)).Lines.Select(line => line.Order.Id)];

    private async Task<OrderId> FilledAsync(TenantRef tenant, params string?[] settlements)
    {
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = string.Join(' ', settlements) });
        await database.ExecuteAsync("update trade_order set status = 'filled', finished_at = now() where id = @Id", new { order.Id });
        foreach (var (settlement, i) in settlements.OfType<string>().Select((settlement, i) => (settlement, i)))
        {
            await database.ExecuteAsync("""
                insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, updated_at)
                values (gen_random_uuid(), @Tenant, @Id, @trade, 4, 0.5, 0, true, @settlement, now(), now())
                """, new { tenant.Tenant, order.Id, trade = $"trade {i}", settlement });
        }

        return order.Id;
    }
}
