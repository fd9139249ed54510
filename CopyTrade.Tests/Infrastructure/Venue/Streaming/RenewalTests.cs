using System.Net.WebSockets;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Venue.Streaming;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Venue.Streaming;

public sealed class RenewalTests
{
    private const long Flat = 100 * 1024 * 1024;
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = Wait.Limit;

    [Fact]
    public async Task Renewal_NewConnectionBringsData_ComesUpBeforeTheOldOneGoes()
    {
        var (clock, talk, sockets) = (new ManualTimeProvider(), new Talk(), new List<WebSocket>());
        await using var venue = await SocketVenue.StartAsync();
        WebSocketState? stateOfOld = null;
        venue.Play = (socket, _, ct) =>
        {
            if (sockets.Count == 1) stateOfOld = sockets[0].State;
            sockets.Add(socket);
            return SocketVenue.SendAsync(socket, "{}", ct);
        };
        using var stop = new CancellationTokenSource();
        var pumping = NewPump(clock).RunAsync(Plan(venue), talk, stop.Token);

        Assert.True(await talk.Received.WaitAsync(Patience));
        await clock.TimerSetAsync(Age);
        clock.Advance(Age);
        Assert.True(await talk.Received.WaitAsync(Patience));
        Assert.True(await talk.Gone.WaitAsync(Patience));

        Assert.Equal((2, WebSocketState.Open, WebSocketState.Open), (venue.Connections, stateOfOld, sockets[1].State));
        await stop.CancelAsync();
        await pumping;
    }

    [Fact]
    public async Task Renewal_NewConnectionStaysSilent_KeepsTheOldOne()
    {
        var (clock, talk, sockets) = (new ManualTimeProvider(), new Talk(), new List<WebSocket>());
        await using var venue = await SocketVenue.StartAsync();
        var silent = new SemaphoreSlim(0);
        venue.Play = (socket, number, ct) =>
        {
            sockets.Add(socket);
            if (number == 1) return SocketVenue.SendAsync(socket, "{}", ct);
            silent.Release();
            return Task.CompletedTask;
        };
        using var stop = new CancellationTokenSource();
        var pumping = NewPump(clock).RunAsync(Plan(venue) with { Silence = TimeSpan.FromHours(2) }, talk, stop.Token);

        Assert.True(await talk.Received.WaitAsync(Patience));
        await clock.TimerSetAsync(Age);
        clock.Advance(Age);
        Assert.True(await silent.WaitAsync(Patience));
        await SocketVenue.SendAsync(sockets[0], "{}", default);

        Assert.True(await talk.Received.WaitAsync(Patience));
        Assert.Equal(WebSocketState.Open, sockets[0].State);
        await stop.CancelAsync();
        await pumping;
    }

    [Fact]
    public async Task Pump_HugeAndBinaryFramesAgainAndAgain_KeepsMemoryFlat()
    {
        var talk = new Talk();
        await using var venue = await SocketVenue.StartAsync();
        var huge = new byte[10 * 1024 * 1024];
        Array.Fill(huge, (byte)' ');
        venue.Play = async (socket, _, ct) =>
        {
            for (var i = 0; i < 20; i++)
            {
                await socket.SendAsync(huge, WebSocketMessageType.Text, endOfMessage: true, ct);
                await socket.SendAsync(huge, WebSocketMessageType.Binary, endOfMessage: true, ct);
                await SocketVenue.SendAsync(socket, "{}", ct);
            }
        };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var stop = new CancellationTokenSource();
        var pumping = NewPump(TimeProvider.System).RunAsync(Plan(venue), talk, stop.Token);

        for (var i = 0; i < 20; i++) Assert.True(await talk.Received.WaitAsync(Patience));
        // While it runs: afterwards nothing is kept in any case. 400 MB came; what other tests hold meanwhile comes and goes.
        var (kept, began) = (long.MaxValue, TimeProvider.System.GetTimestamp());
        while (kept > Flat && TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            kept = Math.Min(kept, GC.GetTotalMemory(forceFullCollection: true) - before);
            if (kept > Flat) await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        await stop.CancelAsync();
        await pumping;

        Assert.Equal(1, venue.Connections);
        Assert.InRange(kept, long.MinValue, Flat);
    }

    private static StreamPump NewPump(TimeProvider clock) => new(clock, new FeedMonitor(clock), NullLogger<StreamPump>.Instance);

    private static StreamPlan Plan(SocketVenue venue) =>
        new("activity-stream", new Uri(venue.Url.Replace("http://", "ws://", StringComparison.Ordinal)), TimeSpan.FromHours(1), TimeSpan.FromHours(1), PongCounts: false) { Renewal = Age };

    private sealed class Talk : IStreamTalk
    {
        public SemaphoreSlim Received { get; } = new(0);

        public SemaphoreSlim Gone { get; } = new(0);

        public Task OpenedAsync(VenueSocket socket, CancellationToken ct) => socket.SendAsync("hello"u8.ToArray(), ct);

        public ValueTask<bool> ReceivedAsync(ReadOnlyMemory<byte> frame, CancellationToken ct)
        {
            Received.Release();
            return ValueTask.FromResult(true);
        }

        public void Closed() => Gone.Release();
    }
}
