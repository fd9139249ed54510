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
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client, byte[] answer, bool closes)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var bytes = new byte[65_536];
                _requests.Enqueue(Encoding.UTF8.GetString(bytes, 0, await stream.ReadAsync(bytes, _stop.Token)));
                _heard.TrySetResult();
                await stream.WriteAsync(answer, _stop.Token);
                if (!closes) await Task.Delay(Timeout.Infinite, TimeProvider.System, _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The caller left, or the test is over.
            }
        }
    }
}
