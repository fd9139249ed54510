using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CopyTrade.Benchmarks.Hosting;

/// <summary>Stands between the application and its database, passes everything on and counts it.</summary>
public sealed class WireCount : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<WireUnit> _units = new();
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Task _accepting;

    public WireCount(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Everything since the last call, in the order in which it ended.</summary>
    public IReadOnlyList<WireUnit> Take()
    {
        var taken = new List<WireUnit>();
        while (_units.TryDequeue(out var unit)) taken.Add(unit);
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var application = await _listener.AcceptSocketAsync(_end.Token);
                var run = ServeAsync(application);
                _running.TryAdd(run, 0);
                _ = run.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // over
        }
    }

    private async Task ServeAsync(Socket application)
    {
        using var database = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (application)
        {
            application.NoDelay = true;
            await database.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            var talk = new WireTalk(_units.Enqueue);
            await Task.WhenAny(PassAsync(application, database, talk.Asked), PassAsync(database, application, talk.Answered));
        }
    }

    private delegate void Hear(ReadOnlySpan<byte> bytes);

    private async Task PassAsync(Socket from, Socket to, Hear hear)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer, _end.Token)) > 0;)
            {
                hear(buffer.AsSpan(0, read));
                for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _end.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // one side hung up
        }
    }
}
