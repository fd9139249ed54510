using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Simulation;

public sealed class PaperGatewayTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private readonly PaperHouse _house = new(database);

    [Fact]
    public async Task Submit_SameBytesTwice_AreOneOrder()
    {
        var account = await _house.OpenAsync();
        _house.Books.Show([(0.40m, 100m)], []);
        var order = await _house.WriteAsync(account, OrderSide.Buy, 0.45m, 20m);

        Assert.Equal(PlacementStatus.Matched, Assert.IsType<SubmitOutcome.Accepted>(await _house.SendAsync(account, order)).Status);
        Assert.Equal(VenueErrorCode.DuplicateOrder, Assert.IsType<SubmitOutcome.Rejected>(await _house.SendAsync(account, order)).Code);

        Assert.Equal(Shares.Of(20m), Assert.Single(await _house.TradesAsync(account)).Shares);
        Assert.Equal(Usdc.Of(100m - 8m - 0.192m), await _house.CashAsync(account));
    }

    [Fact]
    public async Task Submit_SameBytesFromManyAtOnce_AreOneOrder()
    {
        var account = await _house.OpenAsync();
        _house.Books.Show([(0.40m, 100m)], []);
        var order = await _house.WriteAsync(account, OrderSide.Buy, 0.45m, 20m);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _house.SendAsync(account, order)));

        Assert.Single(outcomes.OfType<SubmitOutcome.Accepted>());
        Assert.All(outcomes.OfType<SubmitOutcome.Rejected>(), refused => Assert.Equal(VenueErrorCode.DuplicateOrder, refused.Code));
        Assert.Single(await _house.TradesAsync(account));
    }

    [Fact]
    public async Task Submit_ManyOrdersAgainstOneBalance_NeverSpendMoreThanItHolds()
    {
        var account = await _house.OpenAsync();
        _house.Books.Show([(0.50m, 100_000m)], []);
        var orders = new List<SignedOrder>();
        for (var i = 0; i < 12; i++) orders.Add(await _house.WriteAsync(account, OrderSide.Buy, 0.50m, 40m));

        var outcomes = await Task.WhenAll(orders.Select(order => _house.SendAsync(account, order)));

        Assert.Equal(4, outcomes.Count(outcome => outcome is SubmitOutcome.Accepted));   // $20 and $0.40 each of $100
        Assert.All(outcomes.OfType<SubmitOutcome.Rejected>(), refused => Assert.Equal(VenueErrorCode.InsufficientBalance, refused.Code));
        Assert.Equal(Usdc.Of(18.4m), await _house.CashAsync(account));
    }

    [Fact]
    public async Task Submit_NoAnswerOrAnOldBook_IsRefusedAndMayBeTriedAgain()
    {
        var account = await _house.OpenAsync();
        var order = await _house.WriteAsync(account, OrderSide.Buy, 0.45m, 20m);

        var silent = Assert.IsType<SubmitOutcome.Rejected>(await _house.SendAsync(account, order));
        _house.Books.Show([(0.40m, 100m)], [], _house.Clock.GetUtcNow().AddSeconds(-6));
        var old = Assert.IsType<SubmitOutcome.Rejected>(await _house.SendAsync(account, order));
        _house.Books.Show([(0.40m, 100m)], [], _house.Clock.GetUtcNow());

        Assert.Equal((VenueErrorCode.NoFreshBook, VenueErrorCode.NoFreshBook), (silent.Code, old.Code));
        Assert.NotNull(silent.RetryAfter);
        Assert.IsType<SubmitOutcome.Accepted>(await _house.SendAsync(account, order));
    }

    [Fact]
    public async Task Trades_AfterTheSettlementTime_AreConfirmedAndMaySell()
    {
        var account = await _house.OpenAsync();
        _house.Books.Show([(0.40m, 100m)], [(0.38m, 100m)]);
        await _house.SendAsync(account, await _house.WriteAsync(account, OrderSide.Buy, 0.45m, 20m));
        var exit = await _house.WriteAsync(account, OrderSide.Sell, 0.35m, 20m);

        Assert.Equal(SettlementStatus.Matched, Assert.Single(await _house.TradesAsync(account)).Status);
        Assert.Equal(VenueErrorCode.InsufficientBalance, Assert.IsType<SubmitOutcome.Rejected>(await _house.SendAsync(account, exit)).Code);

        _house.Clock.Advance(5);
        _house.Books.Show([], [(0.38m, 100m)], _house.Clock.GetUtcNow());
        Assert.IsType<SubmitOutcome.Accepted>(await _house.SendAsync(account, exit));
        Assert.Equal([SettlementStatus.Confirmed, SettlementStatus.Matched], (await _house.TradesAsync(account)).Select(trade => trade.Status));
    }

    [Fact]
    public async Task RestingOrder_BookTradesThroughItsLimit_FillsAtTheLimitOnce()
    {
        var account = await _house.OpenAsync();
        _house.Books.Show([(0.50m, 100m)], []);
        var order = await _house.WriteAsync(account, OrderSide.Buy, 0.45m, 20m);
        Assert.Equal(PlacementStatus.Live, Assert.IsType<SubmitOutcome.Accepted>(await _house.SendAsync(account, order)).Status);

        Assert.Equal(0, await LookAsync(account, (0.45m, 100m)));
        Assert.Equal(1, await LookAsync(account, (0.44m, 12m)));
        Assert.Equal(0, await LookAsync(account, (0.44m, 12m)));
        Assert.Equal(1, await LookAsync(account, (0.44m, 40m)));

        var trades = await _house.TradesAsync(account);
        Assert.Equal([12m, 8m], trades.Select(trade => trade.Shares.Quantity));
        Assert.All(trades, trade => Assert.Equal((Price.Of(0.45m), Usdc.Zero, false), (trade.Price, trade.Fee!.Value, trade.IsTaker)));
        Assert.Equal(VenueOrderStatus.Matched, Assert.IsType<OrderLookup.Found>(await _house.Gateway.FindOrderAsync(PaperHouse.Login(account), order.OrderId, CancellationToken.None)).Status);
    }

    [Fact]
    public async Task Cancel_RestingOrder_FreesItsMoneyAndFillsNoMore()
    {
        var account = await _house.OpenAsync();
        _house.Books.Show([(0.50m, 100m)], []);
        var order = await _house.WriteAsync(account, OrderSide.Buy, 0.45m, 200m);
        Assert.IsType<SubmitOutcome.Accepted>(await _house.SendAsync(account, order));
        Assert.Equal(VenueErrorCode.InsufficientBalance, Assert.IsType<SubmitOutcome.Rejected>(await _house.SendAsync(account, await _house.WriteAsync(account, OrderSide.Buy, 0.45m, 100m))).Code);

        Assert.IsType<CancelOutcome.Cancelled>(await _house.Gateway.CancelAsync(PaperHouse.Login(account), order.OrderId, CancellationToken.None));

        Assert.Equal(0, await LookAsync(account, (0.40m, 500m)));
        _house.Books.Show([(0.50m, 100m)], [], _house.Clock.GetUtcNow());
        Assert.IsType<SubmitOutcome.Accepted>(await _house.SendAsync(account, await _house.WriteAsync(account, OrderSide.Buy, 0.45m, 100m)));
    }

    [Fact]
    public async Task Submit_BytesOfAnotherAccount_AreRefused()
    {
        var (mine, other) = (await _house.OpenAsync(), await _house.OpenAsync());
        _house.Books.Show([(0.40m, 100m)], []);
        var order = await _house.WriteAsync(other, OrderSide.Buy, 0.45m, 20m);

        Assert.Equal(VenueErrorCode.InvalidSignature, Assert.IsType<SubmitOutcome.Rejected>(await _house.SendAsync(mine, order)).Code);
        Assert.IsType<OrderLookup.NotFound>(await _house.Gateway.FindOrderAsync(PaperHouse.Login(mine), order.OrderId, CancellationToken.None));
    }

    [Fact]
    public async Task Resolution_ClosesALot_PaysTheAccountAndTakesTheShares()
    {
        var account = await _house.OpenAsync();
        _house.Books.Show([(0.40m, 100m)], []);
        var order = await _house.WriteAsync(account, OrderSide.Buy, 0.45m, 20m);
        await _house.SendAsync(account, order);
        var before = await _house.CashAsync(account);
        await database.ExecuteAsync("alter table lot_close alter column order_fill_id drop not null");
        await database.ExecuteAsync("""
            insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, updated_at)
            select @Tenant, @Tenant, id, 'trade', 20, 0.40, 0.192, true, 'confirmed', now(), now() from trade_order where venue_order_id = @order;
            insert into lot (id, billing_account_id, order_fill_id, book, condition_id, token_id, shares, remaining, price, cost, opened_at)
            select @Tenant, @Tenant, @Tenant, book, condition_id, token_id, 20, 0, 0.40, 8.192, now() from trade_order where venue_order_id = @order;
            """, new { account.Tenant, order = order.OrderId.Value });
        var ends = (await database.QueryAsync<string>("select count(*)::text from information_schema.columns where table_name = 'lot_close' and column_name = 'cause'")).Single() == "1" ? ", cause" : "";
        await database.ExecuteAsync($"""
            insert into lot_close (id, billing_account_id, lot_id, shares, proceeds, cost, closed_at{ends})
            values (@Tenant, @Tenant, @Tenant, 20, 20, 8.192, now(){(ends.Length > 0 ? ", 'redeemed'" : "")})
            """, new { account.Tenant });

        Assert.Equal(before + Usdc.Of(20m), await _house.CashAsync(account));
        _house.Clock.Advance(6);
        _house.Books.Show([], [(0.99m, 100m)], _house.Clock.GetUtcNow());
        Assert.Equal(VenueErrorCode.InsufficientBalance, Assert.IsType<SubmitOutcome.Rejected>(await _house.SendAsync(account, await _house.WriteAsync(account, OrderSide.Sell, 0.90m, 20m))).Code);
    }

    private Task<int> LookAsync(TenantRef account, (decimal, decimal) ask)
    {
        _house.Clock.Advance(1);
        _house.Books.Show([ask], [], _house.Clock.GetUtcNow());
        return _house.Watch.RunAsync([account], CancellationToken.None);
    }
}
