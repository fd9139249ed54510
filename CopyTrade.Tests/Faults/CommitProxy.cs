using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// F16: stands between the engine and PostgreSQL and reads along. At a COMMIT of choice the connection is cut, either when
/// the server has answered and before the engine hears it, or before the server hears of it. The engine cannot tell which.
/// </summary>
/// <param name="server">Port of PostgreSQL.</param>
/// <param name="choose">Given all that was said in the transaction, what is to become of its commit.</param>
internal sealed class CommitProxy(int server, Func<string, CommitFate> choose) : IAsyncDisposable
{
    // A simple query: its letter, its length, its text.
    private static readonly byte[] Commit = [(byte)'Q', 0, 0, 0, 11, .. "COMMIT\0"u8];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private readonly CancellationTokenSource _end = new();
    private Task _accepting = Task.CompletedTask;

    public int Start()
    {
        _listener.Start();
        _accepting = AcceptAsync();
        return ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        foreach (var socket in _sockets.Keys) Close(socket);
        await _accepting;
        _end.Dispose();
    }

    private static bool IsOver(Exception e) => e is OperationCanceledException or SocketException or ObjectDisposedException;

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = JoinAsync(await _listener.AcceptSocketAsync(_end.Token));
            }
            catch (Exception e) when (IsOver(e))
            {
                return;
            }
        }
    }

    private async Task JoinAsync(Socket client)
    {
        var database = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        _sockets.TryAdd(client, 0);
        _sockets.TryAdd(database, 0);
        try
        {
            await database.ConnectAsync(IPAddress.Loopback, server, _end.Token);
            var talk = new Talk(client, database, choose);
            await Task.WhenAny(QuietlyAsync(talk.AskAsync(_end.Token)), QuietlyAsync(talk.AnswerAsync(_end.Token)));
        }
        catch (Exception e) when (IsOver(e))
        {
            // One side is gone: so is the other.
        }
        finally
        {
            Close(client);
            Close(database);
        }
    }

    private static async Task QuietlyAsync(Task pump)
    {
        try
        {
            await pump;
        }
        catch (Exception e) when (IsOver(e))
        {
            // The other pump ends, too.
        }
    }

    private void Close(Socket socket)
    {
        _sockets.TryRemove(socket, out _);
        socket.Close(0);
    }

    /// <summary>One connection. A pump that returns ends it.</summary>
    private sealed class Talk(Socket client, Socket database, Func<string, CommitFate> choose)
    {
        private readonly byte[] _asked = new byte[64 * 1024];
        private readonly byte[] _answered = new byte[64 * 1024];
        private readonly StringBuilder _said = new();
        private volatile bool _swallow;

        public async Task AskAsync(CancellationToken ct)
        {
            while (await client.ReceiveAsync(_asked, ct) is var count and > 0)
            {
                _said.Append(Encoding.Latin1.GetString(_asked, 0, count));
                // The client waits for the answer to a commit: nothing follows it in what was received.
                if (_asked.AsSpan(0, count).EndsWith(Commit))
                {
                    var fate = choose(_said.ToString());
                    _said.Clear();
                    if (fate == CommitFate.NeverArrives) return;
                    _swallow = fate == CommitFate.AnswerLost;
                }

                for (var sent = 0; sent < count;) sent += await database.SendAsync(_asked.AsMemory(sent, count - sent), ct);
            }
        }

        public async Task AnswerAsync(CancellationToken ct)
        {
            while (await database.ReceiveAsync(_answered, ct) is var count and > 0)
            {
                if (_swallow) return;   // it has committed, or it would not speak
                for (var sent = 0; sent < count;) sent += await client.SendAsync(_answered.AsMemory(sent, count - sent), ct);
            }
        }
    }
}
