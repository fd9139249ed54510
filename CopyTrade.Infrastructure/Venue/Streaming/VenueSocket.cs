using System.Buffers;
using System.Net.WebSockets;

namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>One connection of text frames. Frames that are binary or too large are read past and reported as skipped.</summary>
internal sealed class VenueSocket(TimeProvider clock) : IAsyncDisposable
{
    private const int LargestFrame = 8 * 1024 * 1024;
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan SendTime = TimeSpan.FromSeconds(8);
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly byte[] _chunk = new byte[16 * 1024];

    public async Task ConnectAsync(Uri address, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(ConnectTime, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        await _socket.ConnectAsync(address, both.Token);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> text, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(SendTime, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        await _sending.WaitAsync(both.Token);
        try
        {
            await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, both.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next frame; null when the venue closed. An empty frame stands for one that was skipped.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken ct)
    {
        ArrayBufferWriter<byte>? whole = null;
        var skip = false;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_chunk.AsMemory(), ct);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            skip |= part.MessageType == WebSocketMessageType.Binary || (whole?.WrittenCount ?? 0) + part.Count > LargestFrame;
            if (skip)
            {
                whole = null;
                if (part.EndOfMessage) return ReadOnlyMemory<byte>.Empty;
                continue;
            }

            if (part.EndOfMessage && whole is null) return _chunk.AsMemory(0, part.Count);
            whole ??= new(_chunk.Length * 4);
            whole.Write(_chunk.AsSpan(0, part.Count));
            if (part.EndOfMessage) return whole.WrittenMemory;
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();   // what the venue still sends is of no use, and a polite close may hang
        _socket.Dispose();
        _sending.Dispose();
        return ValueTask.CompletedTask;
    }
}
