using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Tests.Infrastructure.Venue.Streaming;

/// <summary>A loopback stream server; a test says what each connection does and sees every text the client sent.</summary>
internal sealed class SocketVenue : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();
    private int _connections;

    private SocketVenue(WebApplication app) => _app = app;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public int Connections => Volatile.Read(ref _connections);

    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>Sent to every connection after its first text.</summary>
    public Func<WebSocket, int, CancellationToken, Task> Play { get; set; } = (_, _, _) => Task.CompletedTask;

    public Func<WebSocket, string, CancellationToken, Task> Reply { get; set; } = (_, _, _) => Task.CompletedTask;

    public static async Task<SocketVenue> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseWebSockets();
        var venue = new SocketVenue(app);
        app.Run(venue.ServeAsync);
        await app.StartAsync();
        return venue;
    }

    public static Task SendAsync(WebSocket socket, string text, CancellationToken ct) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, ct);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var number = Interlocked.Increment(ref _connections);
        var buffer = new byte[64 * 1024];
        var greeted = false;
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer, _stop.Token);
                if (part.MessageType == WebSocketMessageType.Close) return;
                var text = Encoding.UTF8.GetString(buffer, 0, part.Count);
                Received.Enqueue(text);
                await Reply(socket, text, _stop.Token);
                if (greeted) continue;
                greeted = true;
                await Play(socket, number, _stop.Token);
                if (socket.State != WebSocketState.Open) return;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client left, or the test is over.
        }
    }
}
