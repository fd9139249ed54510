using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Rest;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Venue.Rest;

public sealed class RequestGateTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Window_InAnyTenSeconds_LetsNoMoreThroughThanPublished()
    {
        var window = new SlidingWindow(50, TimeSpan.FromSeconds(10));
        var random = new Random(7);
        var passed = new List<TimeSpan>();
        for (var now = TimeSpan.Zero; now < TimeSpan.FromSeconds(60); now += TimeSpan.FromMilliseconds(random.Next(1, 60)))
        {
            if (window.Wait(now) > TimeSpan.Zero) continue;
            window.Take(now);
            passed.Add(now);
        }

        Assert.All(passed, start => Assert.InRange(passed.Count(t => t >= start && t < start + TimeSpan.FromSeconds(10)), 1, 50));
        Assert.InRange(passed.Count, 240, 300);
    }

    [Fact]
    public async Task Gate_OneSignersOrders_PassAsABurstAndThenAtItsRate()
    {
        using var gate = new RequestGate(_clock);
        var waiting = Enumerable.Range(0, 100).Select(_ => gate.EnterAsync(Endpoints.PostOrder, "a", Urgency.Entry, default).AsTask()).ToList();

        Assert.Equal(60, waiting.Count(t => t.IsCompleted));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.InRange(waiting.Count(t => t.IsCompleted), 79, 80);
        _clock.Advance(TimeSpan.FromSeconds(0.6));
        await Task.WhenAll(waiting);
        await gate.EnterAsync(Endpoints.PostOrder, "b", Urgency.Entry, default);
    }

    [Fact]
    public async Task Gate_WhenRequestsQueue_LetsExitsGoFirst()
    {
        using var gate = new RequestGate(_clock);
        for (var i = 0; i < 60; i++) await gate.EnterAsync(Endpoints.PostOrder, "a", Urgency.Entry, default);
        var order = new List<string>();
        var passes = new[] { (Urgency.Background, "background"), (Urgency.Entry, "entry"), (Urgency.Entry, "second entry"), (Urgency.Exit, "exit") }
            .ToDictionary(w => w.Item2, w => PassAsync(w.Item1, w.Item2));

        foreach (var name in (string[])["exit", "entry", "second entry", "background"])
        {
            _clock.Advance(TimeSpan.FromMilliseconds(26));
            await passes[name];
            Assert.Equal(name, order[^1]);
        }

        Assert.Equal(4, order.Count);

        async Task PassAsync(Urgency urgency, string name)
        {
            await gate.EnterAsync(Endpoints.PostOrder, "a", urgency, default);
            lock (order) order.Add(name);
        }
    }

    [Fact]
    public async Task Gate_WhenAWaiterGivesUp_HasItsTurnForTheNext()
    {
        using var gate = new RequestGate(_clock);
        using var cancel = new CancellationTokenSource();
        for (var i = 0; i < 60; i++) await gate.EnterAsync(Endpoints.PostOrder, "a", Urgency.Entry, default);
        var quitter = gate.EnterAsync(Endpoints.PostOrder, "a", Urgency.Exit, cancel.Token).AsTask();
        var next = gate.EnterAsync(Endpoints.PostOrder, "a", Urgency.Entry, default).AsTask();

        await cancel.CancelAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(26));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => quitter);
        await next;
    }

    [Fact]
    public async Task Gate_AFullEndpoint_DoesNotHoldUpAnother()
    {
        using var gate = new RequestGate(_clock);
        for (var i = 0; i < 60; i++) await gate.EnterAsync(Endpoints.PostOrder, "a", Urgency.Entry, default);
        var queued = gate.EnterAsync(Endpoints.PostOrder, "a", Urgency.Exit, default).AsTask();

        await gate.EnterAsync(Endpoints.GetBook, null, Urgency.Background, default);

        Assert.False(queued.IsCompleted);
    }
}
