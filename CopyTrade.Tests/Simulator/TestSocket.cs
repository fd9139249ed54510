using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Simulator;

/// <summary>A plain reader of the simulator's streams.</summary>
public sealed class TestSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    public static async Task<TestSocket> OpenAsync(Uri address, string firstFrame)
    {
        var socket = new TestSocket();
        await socket._socket.ConnectAsync(address, CancellationToken.None);
        await socket.SendAsync(firstFrame);
        return socket;
    }

    public Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The answer to a ping tells that everything sent before has been taken.</summary>
    public async Task SyncAsync()
    {
        await SendAsync("PING");
        while (await ReadTextAsync() != "PONG")
        {
        }
    }

    public async Task<JsonNode> ReadUntilAsync(Func<JsonNode, bool> found)
    {
        while (true)
        {
            var text = await ReadTextAsync();
            if (text != "PONG" && JsonNode.Parse(text) is { } node && found(node))
            {
                return node;
            }
        }
    }

    public async Task<string> ReadTextAsync()
    {
        using var limit = new CancellationTokenSource(Wait.Limit);
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        return Encoding.UTF8.GetString(message.ToArray());
    }

    public void Dispose() => _socket.Dispose();
}
