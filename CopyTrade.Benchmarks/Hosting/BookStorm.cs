using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Benchmarks.Hosting;

/// <summary>A market channel that says nothing but changes of books, as many a second as asked for. Every book begins at 50 cents and stays within a cent of it, unless it is told to fall.</summary>
internal sealed class BookStorm : IAsyncDisposable
{
    private const int Depth = 6;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<Listener, byte> _listeners = new();
    private readonly ConcurrentDictionary<string, byte> _fallen = new();
    private long _sent;

    private BookStorm(WebApplication app) => _app = app;

    /// <summary>The address that the application is given as its market stream.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Changes sent so far.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public static async Task<BookStorm> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var port = AppProcess.FreePort();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var storm = new BookStorm(builder.Build()) { Address = new Uri($"ws://127.0.0.1:{port}/ws/market") };
        storm._app.UseWebSockets();
        storm._app.Map("/ws/market", storm.ListenAsync);
        await storm._app.StartAsync();
        return storm;
    }

    /// <summary>Changes of random books until cancelled, evenly over each second.</summary>
    public async Task RunAsync(IReadOnlyList<string> tokens, int perSecond, CancellationToken ct)
    {
        var (random, began, told) = (new Random(1), TimeProvider.System.GetTimestamp(), 0L);
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(Beat, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            for (var due = (long)(TimeProvider.System.GetElapsedTime(began).TotalSeconds * perSecond); told < due; told++)
            {
                var token = tokens[random.Next(tokens.Count)];
                if (!_fallen.ContainsKey(token)) Send(token, Change(token, random.Next(Depth), random.Next(100, 10_000) / 10m));
            }
        }
    }

    /// <summary>The bids of a token vanish, and it is bid for at this price.</summary>
    public void Fall(string token, decimal bid)
    {
        _fallen[token] = 0;
        var changes = Enumerable.Range(0, Depth).Select(level => Level(token, 0.5m - (level * 0.01m), 0m)).Append(Level(token, bid, 500m));
        Send(token, Frame(changes));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners.Keys) listener.Socket.Abort();
        await _app.DisposeAsync();
    }

    private static string Change(string token, int level, decimal size) => Frame([Level(token, 0.5m - (level * 0.01m), size)]);

    private static string Frame(IEnumerable<string> changes) => $$"""{"event_type":"price_change","market":"0x","price_changes":[{{string.Join(',', changes)}}],"timestamp":"0"}""";

    private static string Level(string token, decimal price, decimal size) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"asset_id":"{{token}}","price":"{{price}}","size":"{{size}}","side":"BUY","hash":"0123456789abcdef0123456789abcdef01234567","best_bid":"{{price}}","best_ask":"0.51"}""");

    private static string Book(string token)
    {
        static string Side(Func<int, decimal> price) => string.Join(',', Enumerable.Range(0, Depth).Select(level => string.Create(CultureInfo.InvariantCulture, $$"""{"price":"{{price(level)}}","size":"500"}""")));
        return $$"""{"event_type":"book","market":"0x","asset_id":"{{token}}","timestamp":"0","hash":"0","bids":[{{Side(level => 0.5m - (level * 0.01m))}}],"asks":[{{Side(level => 0.51m + (level * 0.01m))}}]}""";
    }

    private void Send(string token, string text)
    {
        var isHeard = false;
        foreach (var (listener, _) in _listeners)
        {
            if (listener.Tokens.ContainsKey(token)) isHeard |= listener.Outgoing.Writer.TryWrite(text);
        }

        if (isHeard) Interlocked.Increment(ref _sent);
    }

    private async Task ListenAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest) return;
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var listener = new Listener(socket);
        _listeners[listener] = 0;
        var sending = listener.SendAsync();
        try
        {
            await listener.ReadAsync(Subscribe);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // It left.
        }
        finally
        {
            _listeners.TryRemove(listener, out _);
            listener.Outgoing.Writer.TryComplete();
            await sending;
        }
    }

    private static void Subscribe(Listener listener, JsonElement message)
    {
        var tokens = message.GetProperty("assets_ids").EnumerateArray().Select(id => id.GetString()!).ToList();
        if (message.TryGetProperty("operation", out var operation) && operation.GetString() == "unsubscribe")
        {
            foreach (var token in tokens) listener.Tokens.TryRemove(token, out _);
            return;
        }

        foreach (var some in tokens.Chunk(50)) listener.Outgoing.Writer.TryWrite($"[{string.Join(',', some.Select(Book))}]");
        foreach (var token in tokens) listener.Tokens[token] = 0;
    }

    private sealed class Listener(WebSocket socket)
    {
        public WebSocket Socket => socket;

        public ConcurrentDictionary<string, byte> Tokens { get; } = new();

        public Channel<string> Outgoing { get; } = Channel.CreateUnbounded<string>();

        public async Task SendAsync()
        {
            try
            {
                await foreach (var text in Outgoing.Reader.ReadAllAsync()) await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
            catch (Exception e) when (e is WebSocketException or ObjectDisposedException)
            {
                // It left.
            }
        }

        public async Task ReadAsync(Action<Listener, JsonElement> said)
        {
            var (chunk, whole) = (new byte[64 * 1024], new MemoryStream());
            while (true)
            {
                var part = await socket.ReceiveAsync(chunk.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close) return;
                whole.Write(chunk, 0, part.Count);
                if (!part.EndOfMessage) continue;
                var text = whole.ToArray();
                whole.SetLength(0);
                if (text.AsSpan().SequenceEqual("PING"u8))
                {
                    Outgoing.Writer.TryWrite("PONG");
                    continue;
                }

                using var message = JsonDocument.Parse(text);
                said(this, message.RootElement);
            }
        }
    }
}
