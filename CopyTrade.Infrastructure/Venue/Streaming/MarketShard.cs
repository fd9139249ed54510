using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;

namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>One connection of the market channel with its share of the tokens.</summary>
internal sealed class MarketShard(Action<JsonElement> hear, Action<IReadOnlyCollection<TokenId>> lost) : IStreamTalk
{
    private readonly Lock _sync = new();
    private readonly HashSet<TokenId> _tokens = [];
    private VenueSocket? _socket;

    public int Count
    {
        get
        {
            lock (_sync) return _tokens.Count;
        }
    }

    /// <summary>Takes a change of tokens over, on the open connection too. A failure to send is left to the reconnect, which subscribes to all.</summary>
    public async Task ChangeAsync(IReadOnlyCollection<TokenId> added, IReadOnlyCollection<TokenId> removed, CancellationToken ct)
    {
        VenueSocket? socket;
        lock (_sync)
        {
            _tokens.ExceptWith(removed);
            _tokens.UnionWith(added);
            socket = _socket;
        }

        if (socket is null) return;
        if (removed.Count > 0) await socket.SendAsync(Frame("unsubscribe", removed), ct);
        if (added.Count > 0) await socket.SendAsync(Frame("subscribe", added), ct);
    }

    public bool Holds(TokenId token)
    {
        lock (_sync) return _tokens.Contains(token);
    }

    public IReadOnlyCollection<TokenId> Without(IReadOnlySet<TokenId> wanted)
    {
        lock (_sync) return [.. _tokens.Where(t => !wanted.Contains(t))];
    }

    public Task OpenedAsync(VenueSocket socket, CancellationToken ct)
    {
        TokenId[] tokens;
        lock (_sync)
        {
            _socket = socket;
            tokens = [.. _tokens];
        }

        return socket.SendAsync(Frame(operation: null, tokens), ct);
    }

    public ValueTask<bool> ReceivedAsync(ReadOnlyMemory<byte> frame, CancellationToken ct)
    {
        using var parsed = new StreamFrame(frame);
        var isData = false;
        foreach (var message in parsed.Messages)
        {
            isData |= message.Text("event_type") is not null;
            hear(message);
        }

        return ValueTask.FromResult(isData);
    }

    public void Closed()
    {
        TokenId[] tokens;
        lock (_sync)
        {
            _socket = null;
            tokens = [.. _tokens];
        }

        lost(tokens);
    }

    private static byte[] Frame(string? operation, IReadOnlyCollection<TokenId> tokens)
    {
        var frame = new Dictionary<string, object> { ["assets_ids"] = tokens.Select(t => t.Value).ToArray() };
        if (operation is null) (frame["type"], frame["initial_dump"]) = ("market", true);
        else frame["operation"] = operation;
        return JsonSerializer.SerializeToUtf8Bytes(frame);
    }
}
