using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using static CopyTrade.Domain.Venue.SettlementStatus;

namespace CopyTrade.Tests.Infrastructure.Trading.Settlement;

public sealed class SettlementRecorderTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Record_MatchedToConfirmed_OpensOneLotAtTheEnd()
    {
        var (tenant, order) = await OpenAsync(OrderSide.Buy);

        await RecordAsync(tenant, Trade(order, "t", 10m, Matched));
        Assert.Empty(await LotsAsync(tenant));
        await RecordAsync(tenant, Trade(order, "t", 10m, Mined));
        await RecordAsync(tenant, Trade(order, "t", 10m, Confirmed));
        await RecordAsync(tenant, Trade(order, "t", 10m, Confirmed));

        Assert.Equal([(10m, 10m, 5.1m)], await LotsAsync(tenant));   // 10 × 0.50 and the fee 10 × 0.04 × 0.25
        Assert.Equal(("filled", 10m), await StateAsync(order));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Record_RepeatedAndReordered_EndsTheSame(int seed)
    {
        var (tenant, order) = await OpenAsync(OrderSide.Buy);
        VenueTrade[] news =
        [
            .. new[] { Matched, Retrying, Mined, Confirmed }.SelectMany(status => new[] { Trade(order, "a", 4m, status), Trade(order, "b", 6m, status), Trade(order, "a", 4m, status) }),
        ];
        new Random(seed).Shuffle(news);

        foreach (var trade in news) await RecordAsync(tenant, trade);

        Assert.Equal([4m, 6m], (await LotsAsync(tenant)).Select(lot => lot.Item1).Order());
        Assert.Equal(("filled", 10m), await StateAsync(order));
    }

    /// <summary>8.06 shares at 0.62 are $4.99: the venue sells 8.048387 for them, and nothing more will come.</summary>
    [Theory, InlineData(8.048387, "filled"), InlineData(8.04, "partial")]
    public async Task Record_PurchaseInWholeCents_IsCompleteWhenTheCentsAreSpent(double shares, string status)
    {
        var tenant = await _rig.SeedAsync();
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Limit = 0.62m, Shares = 8.06m, TimeInForce = TimeInForce.Fak });

        await RecordAsync(tenant, Trade(order, "t", (decimal)shares, Confirmed));

        Assert.Equal((status, (decimal)shares), await StateAsync(order));
    }

    [Fact]
    public async Task Record_FailedSettlement_TakesTheMatchBackAndBuysNothing()
    {
        var (tenant, order) = await OpenAsync(OrderSide.Buy);
        await RecordAsync(tenant, Trade(order, "t", 10m, Matched));

        await RecordAsync(tenant, Trade(order, "t", 10m, Failed));
        await RecordAsync(tenant, Trade(order, "t", 10m, Mined));

        Assert.Equal(("canceled", 0m), await StateAsync(order));
        Assert.Empty(await LotsAsync(tenant));
        Assert.Single(_rig.Venue.Received);
        Assert.Contains("failed", await _rig.EventsAsync(order.Id));
    }

    [Fact]
    public async Task Record_FailedAfterTheVenueCountedIt_StaysTakenBackWhenLookedUp()
    {
        var (tenant, order) = await OpenAsync(OrderSide.Buy);
        await RecordAsync(tenant, Trade(order, "t", 10m, Failed));

        await _rig.Outcomes.RecordAsync(tenant, order.Id, new OrderLookup.Found(VenueOrderStatus.Matched, Shares.Of(10m), Shares.Of(10m), []));

        Assert.Equal(("canceled", 0m), await StateAsync(order));
    }

    [Fact]
    public async Task Record_FailedAfterConfirmed_KeepsTheLotAndTellsAPerson()
    {
        var (tenant, order) = await OpenAsync(OrderSide.Buy);
        await RecordAsync(tenant, Trade(order, "t", 10m, Confirmed));

        await RecordAsync(tenant, Trade(order, "t", 10m, Failed));

        Assert.Single(await LotsAsync(tenant));
        Assert.Equal(("filled", 10m), await StateAsync(order));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Record_SellAfterBuy_ClosesTheLotWhicheverIsConfirmedFirst(bool buyFirst)
    {
        var (tenant, buy) = await OpenAsync(OrderSide.Buy);
        var sell = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sell", Side = OrderSide.Sell });
        VenueTrade[] news = [Trade(buy, "buy", 10m, Confirmed), Trade(sell, "sell", 6m, Confirmed)];

        foreach (var trade in buyFirst ? news : news.Reverse()) await RecordAsync(tenant, trade);

        Assert.Equal([(10m, 4m, 5.1m)], await LotsAsync(tenant));
        Assert.Equal([(6m, 2.94m, 3.06m)], await database.QueryAsync<(decimal, decimal, decimal)>("select shares, proceeds, cost from lot_close where billing_account_id = @Tenant", new { tenant.Tenant }));
    }

    [Fact]
    public async Task Record_SellUnderAnotherBook_LeavesTheLotAlone()
    {
        var (tenant, buy) = await OpenAsync(OrderSide.Buy);
        var sell = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sell", Side = OrderSide.Sell, Book = "other" });

        await RecordAsync(tenant, Trade(buy, "buy", 10m, Confirmed));
        await RecordAsync(tenant, Trade(sell, "sell", 6m, Confirmed));

        Assert.Equal(10m, (await LotsAsync(tenant)).Single().Item2);
    }

    [Fact]
    public async Task Record_TradeOfAnUnknownOrder_IsNoneOfOurs()
    {
        var (tenant, order) = await OpenAsync(OrderSide.Buy);

        await RecordAsync(tenant, Trade(order, "t", 10m, Confirmed) with { OrderId = VenueOrderId.Parse("0x" + new string('9', 64)) });

        Assert.Empty(await LotsAsync(tenant));
    }

    [Fact]
    public async Task Record_TradeOfAnOrderWithUnknownOutcome_ResolvesIt()
    {
        var tenant = await _rig.SeedAsync();
        _rig.Venue.Next.Enqueue(FakeVenue.AcceptAndLoseTheAnswer);
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder());

        await RecordAsync(tenant, Trade(order, "t", 4m, Matched));

        var row = await _rig.ReadAsync(order.Id);
        Assert.Equal(("partial", null), (row.Status, row.UnknownSince));
    }

    private async Task<(TenantRef, OrderRow)> OpenAsync(OrderSide side)
    {
        var tenant = await _rig.SeedAsync();
        return (tenant, await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Side = side }));
    }

    private static VenueTrade Trade(OrderRow order, string id, decimal shares, SettlementStatus status) => new(
        id, order.VenueOrderId!, order.ConditionId, order.TokenId, order.IsSell ? OrderSide.Sell : OrderSide.Buy, Shares.Of(shares), Price.Of(0.50m),
        null, IsTaker: true, status, null, OrderIntentBuilder.Now);

    private Task RecordAsync(TenantRef tenant, VenueTrade trade) => _rig.Recorder.RecordAsync(tenant, [trade]);

    private async Task<(string, decimal)> StateAsync(OrderRow order) => await _rig.ReadAsync(order.Id) is var row ? (row.Status, row.MatchedShares.Quantity) : default;

    private Task<IReadOnlyList<(decimal, decimal, decimal)>> LotsAsync(TenantRef tenant) =>
        database.QueryAsync<(decimal, decimal, decimal)>("select shares, remaining, cost from lot where billing_account_id = @Tenant", new { tenant.Tenant });
}
