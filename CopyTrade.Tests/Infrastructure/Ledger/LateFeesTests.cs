using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Ledger;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Trading;
using CopyTrade.Tests.Replay;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;
using static CopyTrade.Domain.Venue.SettlementStatus;

namespace CopyTrade.Tests.Infrastructure.Ledger;

/// <summary>A fee that nobody could tell is learned when somebody can, and is not nothing for ever.</summary>
public sealed class LateFeesTests(DatabaseFixture database, ITestOutputHelper output) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Run_CatalogAnswersAfterTheLotWasOpened_CorrectsLotAndLedgerOnce(bool isPostedBefore)
    {
        var tenant = await BuyWithoutFeeAsync();
        Assert.Equal([5.0m], await CostsAsync(tenant));
        if (isPostedBefore) await PostAsync(tenant);

        Assert.Equal(0, await Fees().RunAsync([tenant], default));
        _rig.Venue.MarketsFail = false;
        Assert.Equal(1, await Fees().RunAsync([tenant], default));
        Assert.Equal(0, await Fees().RunAsync([tenant], default));
        await PostAsync(tenant);
        await PostAsync(tenant);

        Assert.Equal([5.1m], await CostsAsync(tenant));   // 10 × 0.50 and the fee 10 × 0.04 × 0.25
        Assert.Equal([("cash", -5.1m), ("fees", 0.1m), ("fees_contained", -0.1m), ("position", 5.1m)], await SumsAsync(tenant));
    }

    [Fact]
    public async Task Run_PartSoldMeanwhile_TakesItsShareFromWhatWasEarned()
    {
        var tenant = await BuyWithoutFeeAsync();
        var sell = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sell", Side = OrderSide.Sell });
        await _rig.Recorder.RecordAsync(tenant, [Trade(sell, 4m, Confirmed)]);
        _rig.Venue.MarketsFail = false;

        Assert.Equal(2, await Fees().RunAsync([tenant], default));
        await PostAsync(tenant);
        await _rig.Recorder.RecordAsync(tenant, [Trade(sell, 6m, Confirmed) with { TradeId = "rest" }]);
        await PostAsync(tenant);

        // Bought for 5 and 0.1 of fee, sold for 5 less 0.04 and 0.06 of fee.
        Assert.Equal([("cash", -0.2m), ("fees", 0.2m), ("fees_contained", -0.2m), ("realized", 0.2m)], await SumsAsync(tenant));
        Assert.Equal([0m], await database.QueryAsync<decimal>("select l.cost - (select sum(c.cost) from lot_close c where c.lot_id = l.id) from lot l where billing_account_id = @Tenant", new { tenant.Tenant }));
    }

    [Fact]
    public async Task Statements_FeesLearnedLate_AddUpToTheLedger()
    {
        var tenant = await BuyWithoutFeeAsync();
        var sell = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sell", Side = OrderSide.Sell });
        _rig.Clock.Advance(1);
        await _rig.Recorder.RecordAsync(tenant, [Trade(sell, 4m, Confirmed)]);
        await PostAsync(tenant);
        _rig.Clock.Advance(1);
        _rig.Venue.MarketsFail = false;
        await Fees().RunAsync([tenant], default);
        _rig.Clock.Advance(1);
        await _rig.Recorder.RecordAsync(tenant, [Trade(sell, 5m, Confirmed) with { TradeId = "rest" }]);
        await PostAsync(tenant);

        var rows = await new FillStatementsQuery(database.Scopes).ReadAsync(tenant, 10, default);
        var sums = (await SumsAsync(tenant)).ToDictionary(row => row.Item1, row => row.Item2);
        // Of the purchase's fee of 0.1 six tenths went to what was still held. The first sale's fee of 0.04 was learned late, the second's was known.
        Assert.Equal(
            [("buy", -5.1m, -0.04m, true), ("sell", 1.96m, -0.04m, true), ("sell", 2.45m, -0.1m, false)],
            rows.Select(row => (row.Side, row.Cash!.Value, row.Realized!.Value, row.FeeLearnedAt is not null)).Order());
        Assert.Equal((sums["cash"], -sums["realized"]), (rows.Sum(row => row.Cash!.Value), rows.Sum(row => row.Realized!.Value)));
        await AccountAudit.RunAsync(new LedgerStage(database), tenant, output);
    }

    private async Task<TenantRef> BuyWithoutFeeAsync()
    {
        var tenant = await _rig.SeedAsync();
        _rig.Venue.MarketsFail = true;
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder());
        foreach (var status in new[] { Matched, Mined, Confirmed }) await _rig.Recorder.RecordAsync(tenant, [Trade(order, 10m, status)]);
        return tenant;
    }

    private LateFees Fees() => new(database.Scopes, _rig.Venue, _rig.Clock, NullLogger<LateFees>.Instance);

    private Task PostAsync(TenantRef tenant) => new LedgerPostings(database.Scopes, _rig.Clock, NullLogger<LedgerPostings>.Instance).RunAsync([tenant], default);

    private Task<IReadOnlyList<decimal>> CostsAsync(TenantRef tenant) => database.QueryAsync<decimal>("select cost from lot where billing_account_id = @Tenant", new { tenant.Tenant });

    private Task<IReadOnlyList<(string, decimal)>> SumsAsync(TenantRef tenant) => database.QueryAsync<(string, decimal)>(
        "select account, sum(amount) from ledger_posting where billing_account_id = @Tenant group by 1 having sum(amount) <> 0 order by 1", new { tenant.Tenant });

    private static VenueTrade Trade(OrderRow order, decimal shares, SettlementStatus status) => new(
        "t-" + order.Id, order.VenueOrderId!, order.ConditionId, order.TokenId, order.IsSell ? OrderSide.Sell : OrderSide.Buy, Shares.Of(shares), Price.Of(0.50m), null, IsTaker: true, status, null, OrderIntentBuilder.Now);
}
