using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Venue;
using CopyTrade.Tests.Infrastructure.Venue.Streaming;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// F9 and F29 in a process of their own, where memory and threads are nobody else's: a stream whose venue closes each
/// connection at once, one that only answers pings, requests into a black hole. Time is virtual but in the last.
/// </summary>
internal static class NetworkStorm
{
    public const string Verb = "network-storm";

    // With their repetitions fewer than the venue's own limits allow: none of them waits for a turn.
    private const int AtOnce = 12;

    /// <param name="arguments">Verb, what happens, for how long in minutes (streams) or rounds (black hole).</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [Verb, var what, var length] || !int.TryParse(length, CultureInfo.InvariantCulture, out var most))
        {
            await Console.Error.WriteLineAsync("network-storm closing|silent|black-hole LENGTH");
            return 1;
        }

        var result = what == "black-hole" ? await BlackHoleAsync(most) : await StreamAsync(what == "silent", TimeSpan.FromMinutes(most));
        await Console.Out.WriteLineAsync(result.ToString());
        return 0;
    }

    private static async Task<NetworkStormResult> StreamAsync(bool answersPings, TimeSpan length)
    {
        var clock = new LimitClock();
        await using var venue = await SocketVenue.StartAsync();
        var connected = new List<DateTimeOffset>();
        venue.Play = async (socket, _, ct) =>
        {
            lock (connected) connected.Add(clock.GetUtcNow());
            if (!answersPings) await socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, null, ct);
        };
        venue.Reply = (socket, text, ct) => text == "PING" && answersPings ? SocketVenue.SendAsync(socket, "PONG", ct) : Task.CompletedTask;
        await using var services = TestVenue.At(venue.Url, clock);
        using var stop = new CancellationTokenSource();
        var reading = ReadAsync(services.GetRequiredService<IActivityStream>(), stop.Token);

        // Whoever is connected for good is watched for silence; any other limit means that something goes over a socket at this moment.
        var atRest = answersPings ? TimeSpan.FromSeconds(30) : TimeSpan.MaxValue;
        await PassAsync(clock, length / 4, atRest);   // to warm up
        var before = Resources();
        int warm;
        lock (connected) warm = connected.Count;
        await PassAsync(clock, length, atRest);
        var after = Resources();
        await stop.CancelAsync();
        await reading;
        lock (connected)
        {
            var gap = connected.Zip(connected.Skip(1), (one, next) => next - one).Append(TimeSpan.Zero).Max();
            return new(connected.Count - warm, (decimal)gap.TotalSeconds, after.Kilobytes - before.Kilobytes, after.Threads - before.Threads);
        }
    }

    private static async Task<NetworkStormResult> BlackHoleAsync(int rounds)
    {
        using var hole = new BlackHole();
        await using var services = TestVenue.At(hole.Url, null, null, ("ConnectTimeoutSeconds", "0.3"), ("ReadTimeoutSeconds", "0.6"));
        var record = services.GetRequiredService<ITradeRecord>();
        using var running = new RunningTime();
        var slowest = TimeSpan.Zero;
        (long Kilobytes, int Threads) before = default;
        for (var round = 0; round <= rounds; round++)
        {
            var began = running.Elapsed;
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ => await Assert.ThrowsAsync<VenueUnavailableException>(() => record.OfWalletAsync(TestVenue.Credentials.Address, 0, null, 10, CancellationToken.None))));
            if (round == 0) before = Resources();
            else if (running.Elapsed - began is var took && took > slowest) slowest = took;
        }

        var after = Resources();
        return new(rounds * AtOnce, (decimal)slowest.TotalSeconds, after.Kilobytes - before.Kilobytes, after.Threads - before.Threads);
    }

    private static async Task ReadAsync(IActivityStream stream, CancellationToken ct)
    {
        try
        {
            await foreach (var _ in stream.ReadAsync(ct)) { }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }

    // A second at a time, and as long as it takes for what goes over real sockets in it.
    private static async Task PassAsync(LimitClock clock, TimeSpan span, TimeSpan atRest)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromSeconds(1))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            var began = TimeProvider.System.GetTimestamp();
            do
            {
                if (TimeProvider.System.GetElapsedTime(began) > Wait.Limit) throw new TimeoutException("The stream does not come to rest.");
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
            }
            while (clock.HasLimitUnder(atRest));
        }
    }

    private static (long Kilobytes, int Threads) Resources()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: true) / 1024, process.Threads.Count);
    }

    /// <summary>A clock that moves only when told, and knows which limits of time are running: those of cancellations that are not disposed of.</summary>
    private sealed class LimitClock : TimeProvider
    {
        private readonly ManualTimeProvider _clock = new();
        private readonly ConcurrentDictionary<Limit, TimeSpan> _running = new();

        public override long TimestampFrequency => _clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

        public override long GetTimestamp() => _clock.GetTimestamp();

        public void Advance(TimeSpan span) => _clock.Advance(span);

        public bool HasLimitUnder(TimeSpan span) => _running.Values.Any(limit => limit < span);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = _clock.CreateTimer(callback, state, dueTime, period);
            return state is CancellationTokenSource ? new Limit(_running, timer, dueTime) : timer;
        }

        private sealed class Limit : ITimer
        {
            private readonly ConcurrentDictionary<Limit, TimeSpan> _running;
            private readonly ITimer _timer;

            public Limit(ConcurrentDictionary<Limit, TimeSpan> running, ITimer timer, TimeSpan span)
            {
                (_running, _timer) = (running, timer);
                running[this] = span;
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(dueTime, period);

            public void Dispose()
            {
                _running.TryRemove(this, out _);
                _timer.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }

    /// <summary>A listener that takes no more connections: packets to it are dropped, as behind a firewall that says nothing.</summary>
    internal sealed class BlackHole : IDisposable
    {
        private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
        private readonly List<Socket> _waiting = [];

        public BlackHole()
        {
            _listener.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            _listener.Listen(0);
            for (var n = 0; n < 8; n++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                _waiting.Add(socket);
                try
                {
                    socket.Connect(_listener.LocalEndPoint!);
                }
                catch (SocketException)
                {
                    // In progress, and for the last ones for ever.
                }
            }
        }

        public string Url => $"http://[::1]:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

        public void Dispose()
        {
            foreach (var socket in _waiting) socket.Dispose();
            _listener.Dispose();
        }
    }
}
