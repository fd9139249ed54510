using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CopyTrade.Benchmarks.Hosting;

/// <summary>A page in a browser without the browser: reads the document, opens the circuit, takes every drawing and says so.</summary>
internal sealed partial class BrowserPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly SignedIn _person;
    private ClientWebSocket _socket = new();
    private TaskCompletionSource<object?> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private int _drawings;
    private long _bytes;

    private BrowserPage(SignedIn person, string path) => (_person, Path) = (person, path);

    public string Path { get; }

    /// <summary>Drawings taken so far.</summary>
    public int Drawings => Volatile.Read(ref _drawings);

    /// <summary>Bytes of them.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>From asking for the document to the first drawing of its circuit.</summary>
    public TimeSpan Load { get; private set; }

    /// <summary>What the server said when it gave the page up; null while it lives.</summary>
    public string? Broken { get; private set; }

    private string? Circuit { get; set; }

    public static async Task<BrowserPage> OpenAsync(SignedIn person, string path)
    {
        var page = new BrowserPage(person, path);
        var began = TimeProvider.System.GetTimestamp();
        var html = await person.GetAsync(path);
        var state = State().Match(html).Groups[1].Value;
        var operations = new JsonArray([.. Markers().Matches(html).Select((marker, at) => (JsonNode)new JsonObject { ["type"] = "add", ["ssrComponentId"] = at + 1, ["marker"] = JsonNode.Parse(marker.Groups[1].Value) })]);
        if (operations.Count == 0) throw new InvalidOperationException($"{path} has nothing that lives.");
        await page.ConnectAsync();
        page.Circuit = await page.AskAsync("StartCircuit", person.Site.ToString(), new Uri(person.Site, path).ToString(), "[]", "") as string ?? throw new InvalidOperationException($"{path} got no circuit.");
        await page.SendAsync(BlazorPack.Call(null, "UpdateRootComponents", new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString(), state));
        await page._drawn.Task.WaitAsync(Patience, TimeProvider.System);
        page.Load = TimeProvider.System.GetElapsedTime(began);
        return page;
    }

    /// <summary>The line breaks, without a word.</summary>
    public async Task BreakAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    /// <summary>The browser comes back to its circuit; false when that is gone.</summary>
    public async Task<bool> ReturnAsync()
    {
        try
        {
            await ConnectAsync();
            return await AskAsync("ConnectCircuit", Circuit) is true;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or TimeoutException or InvalidOperationException)
        {
            Broken ??= e.Message;
            return false;
        }
    }

    /// <summary>The tab is closed, which a browser tells the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Circuit is not null) await _person.LeaveAsync(Circuit);
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ConnectAsync()
    {
        _socket = new ClientWebSocket();
        _socket.Options.SetRequestHeader("Cookie", _person.Cookies);
        using var limit = new CancellationTokenSource(Patience);
        await _socket.ConnectAsync(new UriBuilder(_person.Site) { Scheme = "ws", Path = "/_blazor" }.Uri, limit.Token);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(BlazorPack.Handshake), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        _reading = ReadAsync(_socket);
    }

    private async Task<object?> AskAsync(string method, params object?[] arguments)
    {
        _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(BlazorPack.Call("1", method, arguments));
        return await _answered.Task.WaitAsync(Patience, TimeProvider.System);
    }

    private async Task SendAsync(byte[] frame)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync(ClientWebSocket socket)
    {
        var (chunk, held, greeted) = (new byte[32 * 1024], new MemoryStream(), false);
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(chunk.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close) return;
                held.Write(chunk, 0, part.Count);
                if (!part.EndOfMessage) continue;
                var bytes = held.ToArray();
                var from = 0;
                if (!greeted)
                {
                    from = Array.IndexOf(bytes, (byte)0x1e) + 1;
                    greeted = from > 0;
                    if (!greeted) continue;
                }

                var (messages, taken) = BlazorPack.Read(bytes.AsSpan(from));
                held.SetLength(0);
                held.Write(bytes, from + taken, bytes.Length - from - taken);
                foreach (var message in messages) await HearAsync(message);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // The line broke.
        }
    }

    // 1: a call, 3: an answer, 6: still there, 7: the end.
    private Task HearAsync(object?[] message)
    {
        switch (message[0])
        {
            case 1L:
                return CalledAsync((string)message[3]!, (object?[])message[4]!);
            case 3L:
                if (message[3] is 1L) _answered.TrySetException(new InvalidOperationException(message[4] as string));
                else _answered.TrySetResult(message.Length > 4 ? message[4] : null);
                return Task.CompletedTask;
            case 6L:
                return SendAsync(BlazorPack.Ping);
            case 7L:
                Broken ??= message.Length > 1 ? message[1] as string ?? "closed" : "closed";
                return Task.CompletedTask;
            default:
                return Task.CompletedTask;
        }
    }

    private Task CalledAsync(string method, object?[] arguments)
    {
        switch (method)
        {
            case "JS.RenderBatch":
                Interlocked.Increment(ref _drawings);
                Interlocked.Add(ref _bytes, arguments[1] as long? ?? 0);
                _drawn.TrySetResult();
                return SendAsync(BlazorPack.Call(null, "OnRenderCompleted", arguments[0], null));
            case "JS.BeginInvokeJS":
                // A script answers with an object where one is asked for, else with nothing.
                var result = arguments[3] is 1L ? "{\"__jsObjectId\":1}" : "null";
                return SendAsync(BlazorPack.Call(null, "EndInvokeJSFromDotNet", arguments[0], true, string.Create(CultureInfo.InvariantCulture, $"[{arguments[0]},true,{result}]")));
            case "JS.Error":
                Broken ??= arguments[0] as string;
                _drawn.TrySetException(new InvalidOperationException($"{Path}: {Broken}"));
                return Task.CompletedTask;
            default:
                return Task.CompletedTask;
        }
    }

    [GeneratedRegex("<!--Blazor:(\\{\"type\":\"server\".*?\"descriptor\".*?\\})-->")]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
