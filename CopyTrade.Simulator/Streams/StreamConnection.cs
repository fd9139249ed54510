using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace CopyTrade.Simulator.Streams;

/// <summary>One socket: a bounded queue out, whole text messages in. A reader that cannot keep up is closed.</summary>
internal sealed class StreamConnection(WebSocket socket, Func<StreamConnection, string, Task> received)
{
    private const int MaxIncoming = 1 << 20;

    private readonly Channel<(byte[] Bytes, WebSocketMessageType Type)> _outgoing =
        Channel.CreateBounded<(byte[], WebSocketMessageType)>(new BoundedChannelOptions(8192) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public object? Subscription { get; set; }

    public void Send(string text) => Send(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public void Send(byte[] bytes, WebSocketMessageType type)
    {
        if (!_outgoing.Writer.TryWrite((bytes, type)))
        {
            Close();
        }
    }

    public void Close()
    {
        _outgoing.Writer.TryComplete();
        socket.Abort();
    }

    public async Task RunAsync(CancellationToken ct)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = ReadAsync(linked.Token);
        var writing = WriteAsync(linked.Token);
        await Task.WhenAny(reading, writing);
        await linked.CancelAsync();
        await Task.WhenAll(Quietly(reading), Quietly(writing));
        socket.Abort();
    }

    private static async Task Quietly(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException or IOException or InvalidOperationException)
        {
            // The socket is gone, which is how a stream ends.
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        await foreach (var (bytes, type) in _outgoing.Reader.ReadAllAsync(ct))
        {
            await socket.SendAsync(bytes, type, endOfMessage: true, ct);
        }
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, ct);
            if (part.MessageType == WebSocketMessageType.Close || message.Length + part.Count > MaxIncoming)
            {
                return;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                var text = Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
                message.SetLength(0);
                await HandleAsync(text);
            }
        }
    }

    private Task HandleAsync(string text)
    {
        if (text.Trim().Trim('"').Equals("PING", StringComparison.OrdinalIgnoreCase))
        {
            Send("PONG");
            return Task.CompletedTask;
        }

        return received(this, text);
    }
}
