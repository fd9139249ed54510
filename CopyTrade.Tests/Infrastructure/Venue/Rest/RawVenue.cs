using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CopyTrade.Tests.Infrastructure.Venue.Rest;

/// <summary>A loopback server that answers with the very bytes a test gives it, or breaks as told.</summary>
internal sealed class RawVenue : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public RawVenue()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Gives the answer to a request; null resets the connection, an empty text never answers.</summary>
    public Func<Request, string?> Answer { get; set; } = _ => Json(200, "{}");

    public ConcurrentQueue<Request> Requests { get; } = new();

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public static string Json(int status, string body, string headers = "") => Raw(status, "application/json", body, headers);

    public static string Raw(int status, string type, string body, string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        try
        {
            var request = await ReadAsync(socket);
            Requests.Enqueue(request);
            var answer = Answer(request);
            if (answer is null) socket.LingerState = new LingerOption(true, 0);   // closing now resets
            else if (answer.Length == 0) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
            else await socket.SendAsync(Encoding.UTF8.GetBytes(answer), SocketFlags.None, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The client left, or the test is over.
        }
    }

    private async Task<Request> ReadAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None, _stop.Token);
            if (read == 0) throw new SocketException();
            length += read;
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) continue;
            var lines = text[..end].Split("\r\n");
            var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
            var body = text[(end + 4)..];
            if (headers.TryGetValue("Content-Length", out var size) && body.Length < int.Parse(size, System.Globalization.CultureInfo.InvariantCulture)) continue;
            var first = lines[0].Split(' ');
            return new(first[0], first[1], headers, body);
        }
    }

    internal sealed record Request(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);
}
