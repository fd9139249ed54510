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

namespace CopyTrade.Tests.Infrastructure.Trading.Placing;

/// <summary>A copied sale and a rule's sale of the same shares, each written before the other was committed (ADR 0023): who is allowed first sells, the other sees what is left.</summary>
public sealed class RivalSalesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database) { SalesWait = true };

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(10, 10)]
    [InlineData(7, 6)]
    [InlineData(4, 6)]
    public async Task Sales_WrittenUnseenByEachOther_NeverSellTheSameShares(int copied, int byRule)
    {
        var tenant = await _rig.SeedAsync();
        var positions = Enumerable.Range(1, 6).Select(n => $"{n}").ToArray();
        foreach (var token in positions) await HoldAsync(tenant, token);
        var rivals = new List<OrderId>();
        foreach (var token in positions) rivals.AddRange(await WriteUnseenAsync(tenant, Copied(token) with { Shares = copied }, ByRule(token) with { Shares = byRule }));
        var sent = _rig.Venue.Received.Count;

        await Task.WhenAll(rivals.Select((id, n) => _rig.PlaceAsync(tenant, n % 4 < 2 ? id : rivals[n ^ 1])));
        await Waiting.RunAsync([tenant], default);
        foreach (var id in rivals) await _rig.PlaceAsync(tenant, id);

        var rows = await Task.WhenAll(rivals.Select(_rig.ReadAsync));
        Assert.All(rows.GroupBy(row => row.TokenId), same => Assert.Equal(10m, same.Where(row => row.Status == "open").Sum(row => row.Shares.Quantity)));
        Assert.All(rows, row => Assert.True(row is { Status: "open" or "canceled", WaitingFor: null }));
        Assert.Equal(rows.Count(row => row.Status == "open"), _rig.Venue.Received.Count - sent);
        foreach (var lost in rows.Where(row => row.Status == "canceled")) Assert.Equal(["another sale of the same shares was first"], await ReasonsAsync(lost.Id));
        foreach (var cut in rows.Where(row => row.Status == "open" && row.WantedShares is { } wanted && wanted > row.Shares)) Assert.EndsWith(": another sale was first", Assert.Single(await ReasonsAsync(cut.Id)));
    }

    [Fact]
    public async Task RulesSale_ThatCameSecond_DoesNotWaitForWhatIsStillBought()
    {
        var tenant = await _rig.SeedAsync();
        await HoldAsync(tenant, "21");
        await RecordAsync(tenant, await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "more", Token = "21" }), SettlementStatus.Matched);
        var ids = await WriteUnseenAsync(tenant, Copied("21"), ByRule("21"));

        await _rig.PlaceAsync(tenant, ids[0]);
        await _rig.PlaceAsync(tenant, ids[1]);
        await Waiting.RunAsync([tenant], default);

        Assert.Equal(["open", "canceled"], [(await _rig.ReadAsync(ids[0])).Status, (await _rig.ReadAsync(ids[1])).Status]);
    }

    [Fact]
    public async Task CopiedSale_WhoseRivalSoldNothing_SellsWhenItIsItsTurn()
    {
        var tenant = await _rig.SeedAsync();
        await HoldAsync(tenant, "31");
        var ids = await WriteUnseenAsync(tenant, Copied("31"), ByRule("31"));
        await _rig.PlaceAsync(tenant, ids[1]);
        await database.ExecuteAsync("update trade_order set status = 'canceled', finished_at = now() where id = @id", new { id = ids[1].Value });

        Assert.Equal("open", (await _rig.PlaceAsync(tenant, ids[0])).Status);
    }

    private WaitingOrders Waiting => new(_rig.Store, _rig.Queue, Options.Create(new TradingOptions()), _rig.Clock, NullLogger<WaitingOrders>.Instance);

    private static OrderIntentBuilder Copied(string token) => new() { Cause = "copied " + token, Token = token, Side = OrderSide.Sell };

    private static OrderIntentBuilder ByRule(string token) => new() { Cause = "rule " + token, Token = token, Side = OrderSide.Sell, Origin = OrderOrigin.Rule, TimeInForce = TimeInForce.Fak };

    /// <summary>Ten shares of the book, final.</summary>
    private async Task HoldAsync(TenantRef tenant, string token) => await RecordAsync(tenant, await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "buy " + token, Token = token }), SettlementStatus.Confirmed);

    // Both are in the ledger before either is committed: neither could see the other.
    private async Task<OrderId[]> WriteUnseenAsync(TenantRef tenant, params OrderIntentBuilder[] sales)
    {
        var ids = new List<OrderId>();
        await using var first = await database.Scopes.OpenManyAsync([tenant], CancellationToken.None);
        await using var second = await database.Scopes.OpenManyAsync([tenant], CancellationToken.None);
        foreach (var (scope, sale) in new[] { first, second }.Zip(sales)) ids.Add((await OrderLedger.InsertAsync(scope, [(tenant, sale.Build())], _rig.Mode, _rig.Clock.GetUtcNow(), CancellationToken.None))[0].Id);
        await first.CommitAsync();
        await second.CommitAsync();
        return [.. ids];
    }

    private Task RecordAsync(TenantRef tenant, OrderRow order, SettlementStatus status) => _rig.Recorder.RecordAsync(tenant, [new VenueTrade(
        order.IdempotencyKey.Value, order.VenueOrderId!, order.ConditionId, order.TokenId, OrderSide.Buy, Shares.Of(10m), Price.Of(0.50m), null, IsTaker: true, status, null, _rig.Clock.GetUtcNow())]);

    private Task<IReadOnlyList<string>> ReasonsAsync(OrderId id) =>
        database.QueryAsync<string>("select detail ->> 'reason' from order_event where order_id = @id and kind in ('canceled', 'reduced')", new { id });
}
