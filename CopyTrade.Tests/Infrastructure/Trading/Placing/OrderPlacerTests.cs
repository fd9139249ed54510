using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Trading.Placing;

public sealed class OrderPlacerTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Place_AllowedOrder_IsSignedStoredSentAndOpen()
    {
        var order = await _rig.PlaceAsync(await _rig.SeedAsync(), new OrderIntentBuilder());

        Assert.Equal(("open", 1), (order.Status, order.Attempts));
        Assert.NotNull(order.AcceptedAt);
        Assert.Equal([(order.VenueOrderId!.Value, System.Text.Encoding.UTF8.GetString(order.SignedBody!))], _rig.Venue.Received);
        Assert.Equal(["authorised", "signed", "submitted", "accepted"], await _rig.EventsAsync(order.Id));
    }

    [Fact]
    public async Task Place_Twice_SendsOnce()
    {
        var tenant = await _rig.SeedAsync();
        var id = await _rig.InsertAsync(tenant, new OrderIntentBuilder());

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _rig.Placer.PlaceAsync(tenant, id, CancellationToken.None)));

        Assert.Single(_rig.Venue.Received);
    }

    [Fact]
    public async Task Place_DayCapReachedExactly_AllowsAndThenRefusesTheSmallestMore()
    {
        var tenant = await _rig.SeedAsync(daily: 10m);

        Assert.Equal("open", (await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "1" })).Status);
        Assert.Equal("open", (await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "2" })).Status);
        var third = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "3", Limit = 0.01m, Shares = 0.01m });

        Assert.Equal(("error", "cap_exceeded_daily"), (third.Status, third.Failure));
        Assert.Null(third.SignedBody);
        Assert.Equal(2, _rig.Venue.Accepted);
    }

    [Fact]
    public async Task Place_OrdersThatWereDeniedOrRefused_DoNotUseUpTheBudget()
    {
        var tenant = await _rig.SeedAsync(perOrder: 5m, daily: 5m);
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.MarketNotOpen, "market not found"));
        var refused = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "refused" });
        var denied = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "denied", Shares = 11m });

        var placed = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "placed" });

        Assert.Equal(("rejected", "market_not_open", "market not found"), (refused.Failure, refused.VenueError, refused.FailureDetail));
        Assert.Equal("cap_exceeded_per_order", denied.Failure);
        Assert.Equal("open", placed.Status);
    }

    [Fact]
    public async Task Place_FiftyAtOnceAgainstOneRemainingBudget_PlacesExactlyWhatFits()
    {
        var tenant = await _rig.SeedAsync(perOrder: 5m, daily: 15m);
        var ids = await _rig.InsertAsync(tenant, [.. Enumerable.Range(0, 50).Select(i => new OrderIntentBuilder { Cause = $"race {i}" })]);

        await Task.WhenAll(ids.Select(id => Task.Run(() => _rig.Placer.PlaceAsync(tenant, id, CancellationToken.None))));

        Assert.Equal(3, _rig.Venue.Accepted);
        var rows = await Task.WhenAll(ids.Select(_rig.ReadAsync));
        Assert.Equal(47, rows.Count(row => row.Failure == "cap_exceeded_daily"));
    }

    [Fact]
    public async Task Place_WhileHalted_RefusesEntriesAndLetsSellsThrough()
    {
        var tenant = await _rig.SeedAsync();
        await database.ExecuteAsync("insert into trading_halt (id, billing_account_id, kind, set_by, set_at) values (gen_random_uuid(), @Tenant, 'halt', @Owner, now())", new { tenant.Tenant, tenant.Owner });

        Assert.Equal("halted", (await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "buy" })).Failure);
        Assert.Equal("open", (await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sell", Side = OrderSide.Sell })).Status);
    }

    [Fact]
    public async Task Place_RefusedForItsTick_HasTheMarketReadAnew()
    {
        var tenant = await _rig.SeedAsync();
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.InvalidPriceOrTick, "breaks minimum tick size rule"));

        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Side = OrderSide.Sell });
        await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "another" });

        Assert.Equal("invalid_price_or_tick", order.VenueError);
        Assert.Equal([order.TokenId], _rig.Venue.Forgotten);
    }

    [Fact]
    public async Task Place_AfterItsValidity_IsStaleAndNeverSigned()
    {
        var tenant = await _rig.SeedAsync();
        var id = await _rig.InsertAsync(tenant, new OrderIntentBuilder());
        _rig.Clock.Advance(61);

        var order = await _rig.PlaceAsync(tenant, id);

        Assert.Equal(("error", "stale", null), (order.Status, order.Failure, order.SignedBody));
    }

    [Fact]
    public async Task Place_RowOfAnotherMode_IsNeverSent()
    {
        var tenant = await _rig.SeedAsync();
        var id = await _rig.InsertAsync(tenant, new OrderIntentBuilder());
        using var live = new TradingRig(database, VenueMode.Live);

        var order = await live.PlaceAsync(tenant, id);

        Assert.Equal("stale", order.Failure);
        Assert.Empty(live.Venue.Received);
    }

    [Fact]
    public async Task Place_KeyUnavailable_IsAFailureOfItsOwn()
    {
        _rig.Venue.KeyIsBroken = true;

        Assert.Equal("signer_unavailable", (await _rig.PlaceAsync(await _rig.SeedAsync(), new OrderIntentBuilder())).Failure);
    }

    [Fact]
    public async Task Place_VenueAsksToWait_SendsTheSameBytesAgainNoSooner()
    {
        var tenant = await _rig.SeedAsync();
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.RateLimited, "Too Many Requests", TimeSpan.FromSeconds(20)));
        var waiting = await _rig.PlaceAsync(tenant, new OrderIntentBuilder());

        _rig.Clock.Advance(19);
        Assert.Equal(0, await _rig.Sweep.RunAsync([tenant], CancellationToken.None));
        await _rig.PlaceAsync(tenant, waiting.Id);
        Assert.Single(_rig.Venue.Received);
        _rig.Clock.Advance(1);
        Assert.Equal(1, await _rig.Sweep.RunAsync([tenant], CancellationToken.None));
        var order = await _rig.PlaceAsync(tenant, waiting.Id);

        Assert.Equal("pending", waiting.Status);
        Assert.Equal(("open", 2), (order.Status, order.Attempts));
        Assert.Single(_rig.Venue.Received.Distinct());
    }

    [Theory, InlineData(OrderSide.Buy, 61, "error"), InlineData(OrderSide.Sell, 61, "open"), InlineData(OrderSide.Sell, 661, "error")]
    public async Task Place_VenueAsksToWaitBeyondTheValidity_EndsEntriesAndIsPatientWithExits(OrderSide side, double wait, string expected)
    {
        var tenant = await _rig.SeedAsync();
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.VenueRestricted, "post-only mode", TimeSpan.FromSeconds(wait)));
        var waiting = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Side = side });
        _rig.Clock.Advance(wait);

        await _rig.Sweep.RunAsync([tenant], CancellationToken.None);
        var order = await _rig.PlaceAsync(tenant, waiting.Id);

        Assert.Equal(expected, order.Status);
        Assert.Equal(expected == "error" ? "stale" : null, order.Failure);
    }

    [Fact]
    public async Task Place_CredentialsRefused_SendsTheSameBytesAgainSoonAndAsksForNewOnes()
    {
        var tenant = await _rig.SeedAsync();
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.StaleApiKey, "Unauthorized/Invalid api key"));

        var refused = await _rig.PlaceAsync(tenant, new OrderIntentBuilder());
        _rig.Clock.Advance(2);
        await _rig.Sweep.RunAsync([tenant], CancellationToken.None);
        var order = await _rig.PlaceAsync(tenant, refused.Id);

        Assert.Equal(("pending", "stale_api_key"), (refused.Status, refused.VenueError));
        Assert.Equal([tenant], _rig.Readiness.Drain());
        Assert.Equal(WalletDoubts.Credentials, _rig.Readiness.TakeDoubts(tenant.Tenant));
        Assert.Equal(("open", 2), (order.Status, order.Attempts));
        Assert.Single(_rig.Venue.Received.Distinct());
    }

    [Fact]
    public async Task Place_CredentialsRefusedToTheEnd_IsStaleAndSaysWhy()
    {
        var tenant = await _rig.SeedAsync();
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.StaleApiKey, "Unauthorized/Invalid api key"));
        var refused = await _rig.PlaceAsync(tenant, new OrderIntentBuilder());
        _rig.Clock.Advance(61);

        var order = await _rig.PlaceAsync(tenant, refused.Id);

        Assert.Equal(("error", "stale", "stale_api_key"), (order.Status, order.Failure, order.VenueError));
    }

    [Fact]
    public async Task Place_HundredOrdersOfOneAccount_AreAtTheVenueAsManyAtOnceAsAnAccountMay()
    {
        var options = new TradingOptions();
        var tenant = await _rig.SeedAsync();
        var (arrived, together) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _rig.Venue.BeforeAnswering = () =>
        {
            if (Interlocked.Increment(ref arrived) == options.OrdersInFlightPerTenant) together.SetResult();
            return together.Task;
        };
        var ids = await _rig.InsertAsync(tenant, [.. Enumerable.Range(0, 100).Select(i => new OrderIntentBuilder { Cause = $"burst {i}" })]);
        using var workers = new OrderWorkers(_rig.Queue, _rig.Placer, Microsoft.Extensions.Options.Options.Create(options), Microsoft.Extensions.Logging.Abstractions.NullLogger<OrderWorkers>.Instance);
        await workers.StartAsync(CancellationToken.None);

        foreach (var id in ids) _rig.Queue.Enqueue(tenant, id, Urgency.Entry);
        await together.Task.WaitAsync(Wait.Limit);
        using var patience = new CancellationTokenSource(Wait.Limit);
        while (_rig.Venue.Accepted < 100) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);

        await workers.StopAsync(CancellationToken.None);
    }
}
