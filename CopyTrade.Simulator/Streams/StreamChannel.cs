using System.Text.Json;
using CopyTrade.Simulator.Faults;
using Microsoft.AspNetCore.Http;

namespace CopyTrade.Simulator.Streams;

/// <summary>All sockets of one path.</summary>
internal sealed class StreamChannel(FaultBoard faults, TimeProvider clock, Action<StreamConnection, JsonElement> subscribe)
{
    private readonly Lock _gate = new();
    private StreamConnection[] _connections = [];

    public StreamConnection[] Connections => Volatile.Read(ref _connections);

    public async Task AcceptAsync(HttpContext context, CancellationToken stopping)
    {
        if (!context.WebSockets.IsWebSocketRequest || faults.Streams is { RefuseConnect: true })
        {
            context.Response.StatusCode = context.WebSockets.IsWebSocketRequest ? 503 : 400;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new StreamConnection(socket, (from, text) =>
        {
            Receive(from, text);
            return Task.CompletedTask;
        });
        Change(list => [.. list, connection]);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        using var timer = clock.CreateTimer(_ => connection.Close(), null, faults.Streams?.CloseEverySeconds is { } seconds ? TimeSpan.FromSeconds((double)seconds) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            await connection.RunAsync(ending.Token);
        }
        finally
        {
            Change(list => [.. list.Where(c => c != connection)]);
        }
    }

    private void Receive(StreamConnection from, string text)
    {
        try
        {
            subscribe(from, JsonSerializer.Deserialize<JsonElement>(text));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            from.Send("INVALID OPERATION");
        }
    }

    private void Change(Func<StreamConnection[], StreamConnection[]> change)
    {
        lock (_gate)
        {
            Volatile.Write(ref _connections, change(_connections));
        }
    }
}
