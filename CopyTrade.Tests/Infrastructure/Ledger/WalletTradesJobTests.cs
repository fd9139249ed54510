using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Ledger;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Ledger;

public sealed class WalletTradesJobTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private readonly LedgerStage _stage = new(database);
    private readonly RecordedTrades _record = new();

    [Fact]
    public async Task Run_TradesMadeElsewhere_AreNamedInTheDifferenceAndInNoProfit()
    {
        var tenant = await TradedAsync();
        _record.Add(_stage.Condition, _stage.Token, OrderSide.Buy, 20m, 0.40m, _stage.Clock.GetUtcNow());
        _record.Add(_stage.Condition, _stage.Token, OrderSide.Sell, 5m, 0.60m, _stage.Clock.GetUtcNow());
        Assert.Equal(new JobReport(1, 2), await Job().RunAsync([tenant], default));
        Assert.Equal(new JobReport(1, 0), await Job().RunAsync([tenant], default));

        _stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await _stage.BalanceAsync(tenant, 494.98m - 8m + 3m - 0.05m);   // five cents of fees that nobody told
        await _stage.HoldsAsync(tenant, 26m);
        await _stage.Residuals().RunAsync([tenant], default);

        var facts = await _stage.Query.ReadAsync(tenant, 7, default);
        var residual = facts.Residuals[0];
        Assert.Equal((Usdc.Of(-5.05m), 2, Usdc.Of(-5m), Usdc.Of(-0.05m)), (residual.CashApart!.Value, residual.ElsewhereTrades, residual.ElsewhereCash!.Value, residual.CashBeside!.Value));
        Assert.Equal((1, 16m, 15m), (residual.PositionsApart, residual.SharesApart, residual.ElsewhereShares));
        Assert.Contains(_stage.Condition, facts.Elsewhere);
        Assert.Equal([("cash", 494.98m), ("position", 5.02m)], (await _stage.SumsAsync(tenant)).Where(row => row.Account is "cash" or "position"));
        var known = (await Query().ReadAsync(tenant, 1, default))!;
        Assert.Equal((2, Usdc.Of(-5m), 1), (known.Count, known.Cash, known.Newest.Count));
        Assert.NotNull(known.ReadTo);
    }

    [Fact]
    public async Task Run_OurOwnMatches_AreNotElsewhereWheneverTheyLearnTheirTransaction()
    {
        var tenant = await TradedAsync();
        var fill = await _stage.BuyAsync(tenant);
        var trade = _record.Add(_stage.Condition, _stage.Token, OrderSide.Buy, 10m, 0.50m, _stage.Clock.GetUtcNow());
        await Job().RunAsync([tenant], default);
        _stage.Clock.Advance(TimeSpan.FromHours(1));

        // Beside a match that was not told its transaction it may be that match.
        Assert.Equal(0, (await Query().ReadAsync(tenant, 5, default))!.Count);
        await database.ExecuteAsync("update order_fill set transaction_hash = @hash where id = @fill", new { fill, hash = "0x" + new string('7', 64) });
        await database.ExecuteAsync("update order_fill set transaction_hash = @hash where billing_account_id = @Tenant and id <> @fill", new { tenant.Tenant, fill, hash = "0x" + new string('8', 64) });
        Assert.Equal(1, (await Query().ReadAsync(tenant, 5, default))!.Count);
        await database.ExecuteAsync("update order_fill set transaction_hash = @hash where id = @fill", new { fill, hash = trade.Transaction.Value });
        Assert.Equal(0, (await Query().ReadAsync(tenant, 5, default))!.Count);
    }

    [Fact]
    public async Task Run_BeforeTheFirstComparison_IsInTheOpeningAndNotCounted()
    {
        var tenant = await database.SeedTenantAsync();
        await _stage.BalanceAsync(tenant, 500m);
        _record.Add(_stage.Condition, _stage.Token, OrderSide.Buy, 20m, 0.40m, _stage.Clock.GetUtcNow());
        await Job().RunAsync([tenant], default);
        _stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await _stage.BalanceAsync(tenant, 500m);
        await _stage.Residuals().RunAsync([tenant], default);
        _stage.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, (await Query().ReadAsync(tenant, 5, default))!.Count);
    }

    [Fact]
    public async Task Run_RecordNotReadable_IsNotKnownRatherThanNone()
    {
        var tenant = await TradedAsync();
        _record.IsDown = true;

        var failure = await Assert.ThrowsAsync<VenueUnavailableException>(() => Job().RunAsync([tenant], default));

        Assert.Equal("1 of 1 wallets could not be read; the first: no answer", failure.Message);
        Assert.Null((await Query().ReadAsync(tenant, 5, default))!.ReadTo);
        await _stage.BalanceAsync(tenant, 494.98m);
        await _stage.Residuals().RunAsync([tenant], default);
        Assert.Null((await _stage.Query.ReadAsync(tenant, 7, default)).Residuals[0].ElsewhereTrades);
        Assert.Null(await Query().ReadAsync(await database.SeedTenantAsync(), 5, default));
    }

    [Fact]
    public async Task Run_ManyTradesOfOneSecond_LosesNoneAndKeepsNoneTwice()
    {
        var tenant = await TradedAsync();
        var now = _stage.Clock.GetUtcNow();
        for (var n = 0; n < 1_400; n++) _record.Add(_stage.Condition, _stage.Token, OrderSide.Buy, 1m + (n % 7), 0.40m, now.AddSeconds(n / 500));
        for (var n = 0; n < 2; n++) _record.Add(_stage.Condition, _stage.Token, OrderSide.Sell, 3m, 0.40m, now, '9');   // equal rows are two trades

        Assert.Equal(new JobReport(1, 1_402), await Job().RunAsync([tenant], default));
        Assert.Equal(new JobReport(1, 0), await Job().RunAsync([tenant], default));
    }

    [Fact]
    public async Task Run_MoreThanIsReadAtOnce_GoesOnWhereItStoppedAndIsNotTheWholeUntilThen()
    {
        var tenant = await TradedAsync();
        var began = _stage.Clock.GetUtcNow();
        for (var n = 0; n < 2_300; n++) _record.Add(_stage.Condition, _stage.Token, OrderSide.Buy, 1m, 0.40m, began.AddSeconds(-1 - n));
        _stage.Clock.Advance(TimeSpan.FromMinutes(10));
        var first = _stage.Clock.GetUtcNow();
        await _stage.BalanceAsync(tenant, 494.98m);

        Assert.Equal(new JobReport(1, 999), await Job(pages: 1).RunAsync([tenant], default));   // the second that the page broke off in comes with the next
        _record.Add(_stage.Condition, _stage.Token, OrderSide.Sell, 1m, 0.40m, first.AddSeconds(1));
        _stage.Clock.Advance(TimeSpan.FromMinutes(10));
        var part = (await Query().ReadAsync(tenant, 1, default))!;
        await _stage.Residuals().RunAsync([tenant], default);
        Assert.Equal((999, false, (DateTimeOffset?)null), (part.Count, part.IsWhole, part.ReadTo));
        Assert.Null((await _stage.Query.ReadAsync(tenant, 7, default)).Residuals[0].ElsewhereTrades);

        Assert.Equal(new JobReport(1, 999), await Job(pages: 1).RunAsync([tenant], default));
        Assert.Equal(new JobReport(1, 302), await Job(pages: 1).RunAsync([tenant], default));
        var whole = (await Query().ReadAsync(tenant, 1, default))!;
        Assert.Equal((2_300, true, first), (whole.Count, whole.IsWhole, whole.ReadTo!.Value));

        // What came meanwhile is read from where the whole was known.
        Assert.Equal(new JobReport(1, 1), await Job().RunAsync([tenant], default));
        Assert.Equal(2_301, (await Query().ReadAsync(tenant, 1, default))!.Count);
    }

    private WalletTradesJob Job(int pages = 20) => new(database.Scopes, _record, _stage.Clock, NullLogger<WalletTradesJob>.Instance) { MostPages = pages };

    private ElsewhereTradesQuery Query() => new(database.Scopes, _stage.Clock);

    /// <summary>500 dollars, compared, of which ten shares were bought here for 5.02.</summary>
    private async Task<TenantRef> TradedAsync()
    {
        var tenant = await database.SeedTenantAsync();
        await _stage.BalanceAsync(tenant, 500m);
        await _stage.Residuals().RunAsync([tenant], default);
        _stage.Clock.Advance(TimeSpan.FromHours(1));
        var fill = await _stage.BuyAsync(tenant);
        await database.ExecuteAsync("update order_fill set transaction_hash = @hash where id = @fill", new { fill, hash = "0x" + fill.ToString("N") + fill.ToString("N") });
        _stage.Clock.Advance(TimeSpan.FromHours(1));
        return tenant;
    }
}
