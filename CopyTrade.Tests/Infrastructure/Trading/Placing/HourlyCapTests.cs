using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Trading.Placing;

/// <summary>ADR 0026: a sale that nobody ordered by hand waits for a free place in the hour; a purchase is refused.</summary>
public sealed class HourlyCapTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(OrderOrigin.Mirror, TimeInForce.Gtc)]
    [InlineData(OrderOrigin.Rule, TimeInForce.Fak)]
    public async Task Sale_InAFullHour_WaitsAndIsSentOnceWhenAPlaceIsFree(OrderOrigin origin, TimeInForce life)
    {
        var tenant = await FullAsync();

        var sale = await _rig.PlaceAsync(tenant, Sale with { Origin = origin, TimeInForce = life });
        Assert.Equal(("pending", true, null, 0), (sale.Status, sale.WaitsForCap, sale.SignedBody, sale.Attempts));
        Assert.Equal("hourly_cap", OrdersQuery.Detail(sale).WaitingFor);
        Assert.Equal(OrderIntentBuilder.Now.AddSeconds(30), sale.RetryAt);
        Assert.Equal(0, await _rig.Sweep.RunAsync([tenant], default));
        sale = await _rig.PlaceAsync(tenant, sale.Id);   // whoever asks too early changes nothing
        Assert.Equal(["put_off"], await _rig.EventsAsync(sale.Id));

        _rig.Clock.Advance(3600);
        Assert.Equal(1, await _rig.Sweep.RunAsync([tenant], default));
        sale = await _rig.PlaceAsync(tenant, sale.Id);

        Assert.Equal(("open", 1), (sale.Status, sale.Attempts));
        Assert.Equal(["put_off", "authorised", "signed", "submitted", "accepted"], await _rig.EventsAsync(sale.Id));
        Assert.Equal(6, _rig.Venue.Received.Count);
        Assert.Equal(1, Assert.Single(await database.QueryAsync<int>("select count(*)::int from trade_order where billing_account_id = @Tenant and side = 'sell'", new { tenant.Tenant })));
    }

    [Fact]
    public async Task Sale_ThatTheVenueAsksToWaitAfterTheHour_IsStillTried()
    {
        var tenant = await FullAsync();
        var sale = await _rig.PlaceAsync(tenant, Sale);
        _rig.Clock.Advance(3600);
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.VenueRestricted, "restarting", RetryAfter: TimeSpan.FromSeconds(30)));
        sale = await _rig.PlaceAsync(tenant, sale.Id);
        Assert.Equal("pending", sale.Status);

        _rig.Clock.Advance(30);
        await _rig.Sweep.RunAsync([tenant], default);
        sale = await _rig.PlaceAsync(tenant, sale.Id);

        Assert.Equal(("open", 2), (sale.Status, sale.Attempts));
        Assert.Equal(6, _rig.Venue.Received.Distinct().Count());
    }

    [Fact]
    public async Task Sale_WhoseHourNeverFrees_EndsAndSaysWhy()
    {
        var tenant = await FullAsync();
        var sale = await _rig.PlaceAsync(tenant, Sale);

        for (var round = 0; round < 4 && sale.State == OrderStatus.Pending; round++)
        {
            _rig.Clock.Advance(3600);
            await FillAsync(tenant, $"round {round}");
            await _rig.Sweep.RunAsync([tenant], default);
            sale = await _rig.PlaceAsync(tenant, sale.Id);
        }

        Assert.Equal(("error", "stale", null), (sale.Status, sale.Failure, sale.SignedBody));
        Assert.Contains("the hour's cap had no free place", sale.FailureDetail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sale_ThatWaitsWhileTheCapIsRaised_IsSentWithinHalfAMinute()
    {
        var tenant = await FullAsync();
        var sale = await _rig.PlaceAsync(tenant, Sale);
        await database.ExecuteAsync("update wallet_grant set hourly_fills = 6 where billing_account_id = @Tenant", new { tenant.Tenant });

        _rig.Clock.Advance(30);
        Assert.Equal(1, await _rig.Sweep.RunAsync([tenant], default));

        Assert.Equal("open", (await _rig.PlaceAsync(tenant, sale.Id)).Status);
    }

    [Fact]
    public async Task Sale_ThatWaitsAndIsCalledBack_Ends()
    {
        var tenant = await FullAsync();
        var sale = await _rig.PlaceAsync(tenant, Sale);
        await database.ExecuteAsync("update trade_order set cancel_requested_at = now(), cancel_reason = 'disconnected' where id = @Id", new { sale.Id });

        Assert.Equal(1, await _rig.Sweep.RunAsync([tenant], default));

        Assert.Equal("canceled", (await _rig.PlaceAsync(tenant, sale.Id)).Status);
    }

    [Fact]
    public async Task Purchase_InAFullHour_IsRefused()
    {
        var tenant = await FullAsync();

        Assert.Equal("cap_exceeded_hourly_fills", (await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sixth" })).Failure);
    }

    private static OrderIntentBuilder Sale => new() { Cause = "sale", Side = OrderSide.Sell };

    private async Task<TenantRef> FullAsync()
    {
        var tenant = await _rig.SeedAsync(hourly: 5);
        await FillAsync(tenant, "buy");
        return tenant;
    }

    private async Task FillAsync(TenantRef tenant, string cause)
    {
        for (var n = 0; n < 5; n++) await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = $"{cause} {n}", ValidUntil = _rig.Clock.GetUtcNow().AddMinutes(1) });
    }
}
