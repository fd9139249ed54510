using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static CopyTrade.Domain.Venue.SettlementStatus;

namespace CopyTrade.Tests.Infrastructure.Trading.Placing;

/// <summary>A sale of what is matched and not final: it waits, and sells what became ours and no more.</summary>
public sealed class DeferredSaleTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database) { SalesWait = true };

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Sale_OfConfirmedShares_WaitsForNothing()
    {
        var tenant = await _rig.SeedAsync();
        await BuyAsync(tenant, Confirmed);

        var sale = await _rig.PlaceAsync(tenant, Sale());

        Assert.Equal(("open", 10m), (sale.Status, sale.Shares.Quantity));
    }

    [Fact]
    public async Task Sale_WhileTheBuyIsNotFinal_WaitsAndGoesWhenItIs()
    {
        var tenant = await _rig.SeedAsync();
        var buy = await BuyAsync(tenant, Matched);
        var sale = await _rig.PlaceAsync(tenant, Sale());
        Assert.Equal(("pending", "confirmed_shares", null), (sale.Status, sale.WaitingFor, sale.SignedBody));
        Assert.Equal(0, await _rig.Sweep.RunAsync([tenant], default));
        Assert.Equal(0, await Waiting.RunAsync([tenant], default));

        _rig.Clock.Advance(200);   // longer than the fill is worth following: an exit is patient
        await RecordAsync(tenant, buy, Confirmed);
        Assert.Equal(1, await Waiting.RunAsync([tenant], default));
        sale = await _rig.PlaceAsync(tenant, sale.Id);

        Assert.Equal(("open", 10m), (sale.Status, sale.Shares.Quantity));
    }

    [Fact]
    public async Task Sale_WhoseBuyFailsToSettle_IsCalledOffAndSaysWhy()
    {
        var tenant = await _rig.SeedAsync();
        var buy = await BuyAsync(tenant, Matched);
        var id = await _rig.InsertAsync(tenant, Sale());

        await RecordAsync(tenant, buy, Failed);
        await Waiting.RunAsync([tenant], default);

        var sale = await _rig.ReadAsync(id);
        Assert.Equal(("canceled", null), (sale.Status, sale.SignedBody));
        Assert.Equal("the shares it sells were never bought", Assert.Single(await ReasonsAsync(id)));
        Assert.Single(_rig.Venue.Received);
    }

    [Fact]
    public async Task Sale_WhenOnePartFails_IsReducedBeforeItIsSigned()
    {
        var tenant = await _rig.SeedAsync();
        var buy = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "buy" });
        await RecordAsync(tenant, buy, Matched, "a", 6m);
        await RecordAsync(tenant, buy, Matched, "b", 4m);
        var id = await _rig.InsertAsync(tenant, Sale());

        await RecordAsync(tenant, buy, Failed, "b", 4m);
        Assert.Equal(0, await Waiting.RunAsync([tenant], default));
        await RecordAsync(tenant, buy, Confirmed, "a", 6m);
        await Waiting.RunAsync([tenant], default);
        var sale = await _rig.PlaceAsync(tenant, id);

        Assert.Equal(("open", 6m, 10m), (sale.Status, sale.Shares.Quantity, sale.WantedShares!.Value.Quantity));
        Assert.Contains("\"shares\":6", _rig.Venue.Received.Last().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sales_TwoOfOneBook_NeverTakeMoreThanItHoldsTogether()
    {
        var tenant = await _rig.SeedAsync();
        await BuyAsync(tenant, Confirmed);

        var ids = await _rig.InsertAsync(tenant, [Sale("one") with { Shares = 7m }, Sale("two") with { Shares = 7m }]);
        await Waiting.RunAsync([tenant], default);
        foreach (var id in ids) await _rig.PlaceAsync(tenant, id);

        var rows = await Task.WhenAll(ids.Select(_rig.ReadAsync));
        Assert.Equal([3m, 7m], rows.Select(row => row.Shares.Quantity).Order());
        Assert.All(rows, row => Assert.Equal("open", row.Status));
    }

    [Fact]
    public async Task Sale_OfAnotherBooksShares_IsCalledOff()
    {
        var tenant = await _rig.SeedAsync();
        await BuyAsync(tenant, Confirmed);

        var id = await _rig.InsertAsync(tenant, Sale() with { Book = "other" });
        await Waiting.RunAsync([tenant], default);

        Assert.Equal("canceled", (await _rig.ReadAsync(id)).Status);
    }

    [Fact]
    public async Task Sale_ThatTheVenueSeesNoBalanceFor_IsSentAgainWhenItWasAskedToLook()
    {
        var tenant = await _rig.SeedAsync();
        await BuyAsync(tenant, Confirmed);
        _rig.Readiness.Drain();
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.InsufficientBalance, "not enough balance"));
        var sale = await _rig.PlaceAsync(tenant, Sale());
        Assert.Equal(("pending", "insufficient_balance"), (sale.Status, sale.VenueError));
        Assert.Equal([tenant], _rig.Readiness.Drain());

        _rig.Clock.Advance(5);
        Assert.Equal(1, await _rig.Sweep.RunAsync([tenant], default));
        sale = await _rig.PlaceAsync(tenant, sale.Id);

        Assert.Equal(("open", 2), (sale.Status, sale.Attempts));
        Assert.Equal(2, _rig.Venue.Received.Distinct().Count());   // the buy, and the sale's bytes twice
    }

    [Fact]
    public async Task Sale_ThatIsCalledBackWhileItWaits_Ends()
    {
        var tenant = await _rig.SeedAsync();
        await BuyAsync(tenant, Matched);
        var id = await _rig.InsertAsync(tenant, Sale());
        await database.ExecuteAsync("update trade_order set cancel_requested_at = now(), cancel_reason = 'by hand' where id = @id", new { id });

        Assert.Equal(1, await _rig.Sweep.RunAsync([tenant], default));
        Assert.Equal("canceled", (await _rig.PlaceAsync(tenant, id)).Status);
    }

    private WaitingOrders Waiting => new(_rig.Store, _rig.Queue, Options.Create(new TradingOptions()), _rig.Clock, NullLogger<WaitingOrders>.Instance);

    private static OrderIntentBuilder Sale(string cause = "sale") => new() { Cause = cause, Side = OrderSide.Sell };

    private async Task<OrderRow> BuyAsync(TenantRef tenant, SettlementStatus status)
    {
        var buy = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "buy" });
        await RecordAsync(tenant, buy, status);
        return buy;
    }

    private Task RecordAsync(TenantRef tenant, OrderRow order, SettlementStatus status, string trade = "t", decimal shares = 10m) => _rig.Recorder.RecordAsync(tenant, [new VenueTrade(
        trade, order.VenueOrderId!, order.ConditionId, order.TokenId, OrderSide.Buy, Shares.Of(shares), Price.Of(0.50m), null, IsTaker: true, status, null, _rig.Clock.GetUtcNow())]);

    private Task<IReadOnlyList<string>> ReasonsAsync(OrderId id) =>
        database.QueryAsync<string>("select detail ->> 'reason' from order_event where order_id = @id and kind = 'canceled'", new { id });
}
