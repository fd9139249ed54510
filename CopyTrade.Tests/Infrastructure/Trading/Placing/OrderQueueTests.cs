using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Trading.Placing;

public sealed class OrderQueueTests
{
    private readonly TenantRef _one = NewTenant();
    private readonly TenantRef _other = NewTenant();

    [Fact]
    public async Task Take_ExitBehindManyEntries_GoesFirst()
    {
        using var queue = Queue();
        for (var i = 0; i < 10; i++) queue.Enqueue(_one, NewOrder(), Urgency.Entry);
        var exit = NewOrder();
        queue.Enqueue(_other, exit, Urgency.Exit);

        Assert.Equal(exit, (await TakeAsync(queue)).Order);
    }

    [Fact]
    public async Task Take_TwoTenantsWaiting_AlternatesBetweenThem()
    {
        using var queue = Queue();
        for (var i = 0; i < 4; i++) queue.Enqueue(_one, NewOrder(), Urgency.Entry);
        for (var i = 0; i < 2; i++) queue.Enqueue(_other, NewOrder(), Urgency.Entry);

        var taken = new List<TenantRef>();
        for (var i = 0; i < 6; i++) taken.Add((await TakeAsync(queue)).Tenant);

        Assert.Equal([_one, _other, _one, _other, _one, _one], taken);
    }

    [Fact]
    public async Task Take_TenantAtItsLimit_WaitsUntilOneIsDone()
    {
        using var queue = Queue(inFlight: 2);
        for (var i = 0; i < 3; i++) queue.Enqueue(_one, NewOrder(), Urgency.Entry);
        var first = await TakeAsync(queue);
        await TakeAsync(queue);

        var third = queue.TakeAsync(CancellationToken.None);
        Assert.False(third.IsCompleted);
        queue.Done(first);

        Assert.Equal(_one, (await third.WaitAsync(Wait.Limit)).Tenant);
    }

    [Fact]
    public async Task Enqueue_OrderThatWaitsOrIsInFlight_IsRefusedUntilItIsDone()
    {
        using var queue = Queue();
        var order = NewOrder();

        Assert.True(queue.Enqueue(_one, order, Urgency.Entry));
        Assert.False(queue.Enqueue(_one, order, Urgency.Entry));
        var taken = await TakeAsync(queue);
        Assert.False(queue.Enqueue(_one, order, Urgency.Entry));
        queue.Done(taken);
        Assert.True(queue.Enqueue(_one, order, Urgency.Entry));
    }

    [Fact]
    public void Enqueue_IntoAFullQueue_IsRefused()
    {
        using var queue = Queue(capacity: 1);
        queue.Enqueue(_one, NewOrder(), Urgency.Entry);

        Assert.False(queue.Enqueue(_one, NewOrder(), Urgency.Exit));
        Assert.Equal(1, queue.Waiting);
    }

    [Fact]
    public async Task Calm_WhileOrdersWait_EndsWithTheLastOfThem()
    {
        using var queue = Queue();
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        Assert.True(queue.CalmAsync(TimeSpan.FromSeconds(3), clock, CancellationToken.None).IsCompleted);
        for (var i = 0; i < 2; i++) queue.Enqueue(_one, NewOrder(), Urgency.Entry);

        var held = queue.CalmAsync(TimeSpan.FromSeconds(3), clock, CancellationToken.None);
        await TakeAsync(queue);
        Assert.False(held.IsCompleted);
        await TakeAsync(queue);

        await held.WaitAsync(Wait.Limit);
    }

    [Fact]
    public async Task Calm_QueueThatDoesNotEmpty_HoldsEverybodyTogetherNoLongerThanSaid()
    {
        using var queue = Queue();
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        queue.Enqueue(_one, NewOrder(), Urgency.Entry);

        var held = queue.CalmAsync(TimeSpan.FromSeconds(3), clock, CancellationToken.None);
        Assert.False(held.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(3));

        await held.WaitAsync(Wait.Limit);
        Assert.True(queue.CalmAsync(TimeSpan.FromSeconds(3), clock, CancellationToken.None).IsCompleted);
    }

    private static OrderQueue Queue(int inFlight = 8, int capacity = 100) =>
        new(Options.Create(new TradingOptions { OrdersInFlightPerTenant = inFlight, QueueCapacity = capacity }));

    private static Task<QueuedOrder> TakeAsync(OrderQueue queue) => queue.TakeAsync(CancellationToken.None).WaitAsync(Wait.Limit);

    private static TenantRef NewTenant() => new(new(Guid.NewGuid()), new(Guid.NewGuid()));

    private static OrderId NewOrder() => new(Guid.NewGuid());
}
