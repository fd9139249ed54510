using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CopyTrade.Tests.Infrastructure.Notifications;

/// <summary>A receiver on loopback that says the same bytes to everybody.</summary>
internal sealed class RawReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _listening;

    public RawReceiver(string answer, bool closes = true)
    {
        _listener.Start();
        _listening = ListenAsync(Encoding.ASCII.GetBytes(answer), closes);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook";

    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>What is said from now on; null for what was said from the start.</summary>
    public byte[]? Answer { get; set; }

    /// <summary>Done when somebody called.</summary>
    public Task Heard => _heard.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _listening;
        _stop.Dispose();
    }

    private async Task ListenAsync(byte[] answer, bool closes)
    {
        var talks = new List<Task>();
        try
        {
            while (true) talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token), answer, closes));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(talks);
        }
    }

    public static byte[] Status(int status, string headers = "") => Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n");

    private async Task<string> RequestAsync(NetworkStream stream)
    {
        var text = "";
        var bytes = new byte[65_536];
        while (await stream.ReadAsync(bytes, _stop.Token) is > 0 and var read)
        {
            text += Encoding.UTF8.GetString(bytes, 0, read);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) continue;
            var length = text[..end].Split("\r\n").Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Select(line => int.Parse(line[15..], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
            if (Encoding.UTF8.GetByteCount(text[(end + 4)..]) >= length) break;
        }

        return text;
    }

    private async Task TalkAsync(TcpClient client, byte[] answer, bool closes)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                _requests.Enqueue(await RequestAsync(stream));
                _heard.TrySetResult();
                await stream.WriteAsync(Answer ?? answer, _stop.Token);
                if (!closes) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The caller left, or the test is over.
            }
        }
    }
}
