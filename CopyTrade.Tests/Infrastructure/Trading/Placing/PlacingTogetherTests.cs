using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Trading.Placing;

/// <summary>Orders that wait at the same time share a transaction, and nothing else (ADR 0022).</summary>
public sealed class PlacingTogetherTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private const int Places = 2;
    private readonly CountedCrashPoints _points = new();
    private TradingRig? _made;
    private TenantRef? _held;
    private List<Task<Exception?>> _placing = [];

    private TradingRig Rig => _made ??= new(database, points: _points);

    public void Dispose() => _made?.Dispose();

    [Fact]
    public async Task Place_WhatWaitsAtOnce_IsAllowedSignedAndMarkedInOneTransaction()
    {
        var orders = await SeedAsync(5);

        await TogetherAsync(orders);

        Assert.Equal(1, await TransactionsAsync(orders));
        foreach (var (_, id) in orders)
        {
            var row = await Rig.ReadAsync(id);
            Assert.Equal(("open", 1), (row.Status, row.Attempts));
            Assert.Equal(["authorised", "signed", "submitted", "accepted"], await Rig.EventsAsync(id));
            Assert.Contains((row.VenueOrderId!.Value, System.Text.Encoding.UTF8.GetString(row.SignedBody!)), Rig.Venue.Received);
        }
    }

    [Fact]
    public async Task Place_OneIsRefused_TheOthersGo()
    {
        var orders = await SeedAsync(4);
        var halted = orders[1].Tenant;
        await database.ExecuteAsync("insert into trading_halt (id, billing_account_id, kind, set_by, set_at) values (gen_random_uuid(), @Tenant, 'halt', @Owner, now())", new { halted.Tenant, halted.Owner });

        await TogetherAsync(orders);

        Assert.Equal(1, await TransactionsAsync(orders));
        Assert.Equal(("error", "halted", null), await StateAsync(orders[1].Order));
        Assert.Equal(["denied"], await Rig.EventsAsync(orders[1].Order));
        foreach (var (_, id) in orders.Where(order => order.Tenant != halted)) Assert.Equal("open", (await Rig.ReadAsync(id)).Status);
    }

    [Fact]
    public async Task Place_OneThatTheLedgerWillNotTake_StaysBehindAlone()
    {
        var (first, orders) = ((await SeedAsync(1))[0], await SeedAsync(4));
        await TogetherAsync([first]);
        Rig.Venue.SignsAs[orders[2].Tenant] = (await Rig.ReadAsync(first.Order)).VenueOrderId!;

        var failures = await TogetherAsync(orders);

        Assert.Equal("23505", Assert.IsType<Npgsql.PostgresException>(Assert.Single(failures)).SqlState);
        Assert.Equal(("pending", null, null), await StateAsync(orders[2].Order));
        Assert.Empty(await Rig.EventsAsync(orders[2].Order));
        foreach (var (tenant, id) in orders.Where(order => order != orders[2])) Assert.Equal("open", (await Rig.ReadAsync(id)).Status);

        // It keeps to itself from then on: the next ones go together though it is among them.
        var next = await SeedAsync(3);
        await TogetherAsync([.. next, orders[2]]);
        Assert.Equal(1, await TransactionsAsync(next));
    }

    [Fact]
    public async Task Place_OneTenantsTurnIsHeld_OnlyThatOneWaits()
    {
        var orders = await SeedAsync(4);
        var held = orders[0];
        _held = held.Tenant;
        await using var session = await Rig.Store.BeginAsync(held.Tenant, CancellationToken.None);
        await session.TakeTradingTurnAsync();
        await session.FlushAsync();

        await TogetherAsync(orders);
        Assert.Equal(("pending", null, null), await StateAsync(held.Order));
        foreach (var (_, id) in orders.Where(order => order != held)) Assert.Equal("open", (await Rig.ReadAsync(id)).Status);

        await session.DisposeAsync();
        await Task.WhenAll(_placing);
        var row = await Rig.ReadAsync(held.Order);
        Assert.Equal("open", row.Status);
        Assert.Single(Rig.Venue.Received, sent => sent.OrderId == row.VenueOrderId!.Value);
    }

    [Theory, InlineData(15, 500, "cap_exceeded_daily"), InlineData(500, 3, "cap_exceeded_hourly_fills")]
    public async Task Place_SeveralOfOneTenantTogether_CountEachOther(decimal daily, int hourly, string refusal)
    {
        var tenant = await Rig.SeedAsync(perOrder: 5m, daily: daily, hourly: hourly);
        var ids = await Rig.InsertAsync(tenant, [.. Enumerable.Range(0, 10).Select(i => new OrderIntentBuilder { Cause = $"{refusal} {i}", Book = $"book {i}" })]);
        (TenantRef Tenant, OrderId Order)[] orders = [.. ids.Select(id => (tenant, id))];

        await TogetherAsync(orders);

        var rows = await Task.WhenAll(ids.Select(Rig.ReadAsync));
        Assert.Equal(1, await TransactionsAsync(orders));
        Assert.Equal(["open", "open", "open"], rows.Take(3).Select(row => row.Status));
        Assert.All(rows.Skip(3), row => Assert.Equal(refusal, row.Failure));
        var used = await database.QueryAsync<(decimal, int)>("select (e.detail ->> 'usedLastDay')::numeric, (e.detail ->> 'usedLastHour')::int from order_event e where e.order_id = any(@ids) and e.kind = 'authorised' order by e.id", new { ids = ids.Select(id => id.Value).ToArray() });
        Assert.Equal([(0m, 0), (5m, 1), (10m, 2)], used);
    }

    [Fact]
    public async Task Place_OneGivenUpBeforeOthersOfItsTenant_MakesRoomForThem()
    {
        var tenant = await Rig.SeedAsync(perOrder: 5m, daily: 5m);
        Rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.RateLimited, "Too Many Requests", TimeSpan.FromSeconds(20)));
        var old = await Rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "old", Book = "old" });
        Rig.Clock.Advance(61);
        var next = await Rig.InsertAsync(tenant, new OrderIntentBuilder { Cause = "next", Book = "next", ValidUntil = OrderIntentBuilder.Now.AddMinutes(5) });

        await TogetherAsync([(tenant, old.Id), (tenant, next)]);

        Assert.Equal("stale", (await Rig.ReadAsync(old.Id)).Failure);
        Assert.Equal("open", (await Rig.ReadAsync(next)).Status);
    }

    [Fact]
    public async Task Process_EndsBetweenMarkAndSending_EachIsSentOnceWithTheBytesOfTheBatch()
    {
        var orders = await SeedAsync(4);
        _points.OnReach = point =>
        {
            if (point == CrashPoint.AfterSignStored) throw new InvalidOperationException("planted");
        };
        await TogetherAsync(orders);
        _points.OnReach = _ => { };
        var marked = await Task.WhenAll(orders.Select(order => Rig.ReadAsync(order.Order)));
        Assert.Equal(1, await TransactionsAsync(orders));
        Assert.All(marked, row => Assert.Equal(("pending", 1), (row.Status, row.Attempts)));
        Assert.Empty(ReceivedOf(marked));

        // Nobody but the one who asks the venue may touch them.
        await TogetherAsync(orders);
        Assert.Empty(ReceivedOf(marked));
        Rig.Clock.Advance(21);
        TenantRef[] tenants = [.. orders.Select(order => order.Tenant)];
        for (var look = 0; look < 3; look++) await Rig.Resolver.RunAsync(tenants, CancellationToken.None);

        Assert.Equal(marked.Select(row => (row.VenueOrderId!.Value, System.Text.Encoding.UTF8.GetString(row.SignedBody!))).Order(), ReceivedOf(marked).Order());
        foreach (var (_, id) in orders) Assert.Equal("open", (await Rig.ReadAsync(id)).Status);
    }

    [Fact]
    public async Task Process_EndsAfterTheAnswers_AskingFindsThemAndSendsNothing()
    {
        var orders = await SeedAsync(4);
        _points.OnReach = point =>
        {
            if (point == CrashPoint.AfterResponseBeforeUpdate) throw new InvalidOperationException("planted");
        };
        await TogetherAsync(orders);
        _points.OnReach = _ => { };
        Rig.Clock.Advance(21);

        for (var look = 0; look < 2; look++) await Rig.Resolver.RunAsync([.. orders.Select(order => order.Tenant)], CancellationToken.None);

        foreach (var (_, id) in orders)
        {
            var row = await Rig.ReadAsync(id);
            Assert.Equal(("open", 1), (row.Status, row.Attempts));
            Assert.Single(Rig.Venue.Received, sent => sent.OrderId == row.VenueOrderId!.Value);
        }
    }

    private async Task<(TenantRef Tenant, OrderId Order)[]> SeedAsync(int tenants)
    {
        var orders = new List<(TenantRef, OrderId)>();
        for (var i = 0; i < tenants; i++)
        {
            var tenant = await Rig.SeedAsync();
            orders.Add((tenant, await Rig.InsertAsync(tenant, new OrderIntentBuilder { Cause = $"of {tenant.Tenant}", ValidUntil = Rig.Clock.GetUtcNow().AddMinutes(1) })));
        }

        return [.. orders];
    }

    /// <summary>Places them while two others hold both places, so that all wait when a place gets free; answers what failed. Of a turn that is held only the others are waited for.</summary>
    private async Task<IReadOnlyList<Exception>> TogetherAsync((TenantRef Tenant, OrderId Order)[] orders)
    {
        var blockers = await SeedAsync(Places);
        var (entered, gate) = (new SemaphoreSlim(0), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Rig.Venue.BeforeSigning = async tenant =>
        {
            if (blockers.All(blocker => blocker.Tenant != tenant)) return;
            entered.Release();
            await gate.Task;
        };
        var blocking = new List<Task>();
        // One after the other: at the same moment they would share a place.
        foreach (var blocker in blockers)
        {
            blocking.Add(Quietly(Rig.Placer.PlaceAsync(blocker.Tenant, blocker.Order, CancellationToken.None)));
            Assert.True(await entered.WaitAsync(Wait.Limit));
        }

        _placing = orders.Select(order => Quietly(Rig.Placer.PlaceAsync(order.Tenant, order.Order, CancellationToken.None))).ToList();
        gate.SetResult();
        await Task.WhenAll(blocking);
        List<Exception> failures = [.. (await Task.WhenAll(_placing.Where((_, i) => orders[i].Tenant != _held))).OfType<Exception>()];
        Rig.Venue.BeforeSigning = _ => Task.CompletedTask;
        return failures;
    }

    private static async Task<Exception?> Quietly(Task work)
    {
        try
        {
            await work;
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private IEnumerable<(string OrderId, string Body)> ReceivedOf(IReadOnlyCollection<OrderRow> rows) => Rig.Venue.Received.Where(sent => rows.Any(row => row.VenueOrderId!.Value == sent.OrderId));

    private async Task<int> TransactionsAsync(IEnumerable<(TenantRef Tenant, OrderId Order)> orders) => (await database.QueryAsync<int>(
        "select count(distinct xmin::text)::int from order_event where order_id = any(@ids) and kind in ('submitted', 'denied')", new { ids = orders.Select(order => order.Order.Value).ToArray() }))[0];

    private async Task<(string Status, string? Failure, byte[]? Body)> StateAsync(OrderId id)
    {
        var row = await Rig.ReadAsync(id);
        return (row.Status, row.Failure, row.SignedBody);
    }
}
