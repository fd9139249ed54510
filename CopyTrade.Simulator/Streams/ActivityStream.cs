using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using CopyTrade.Simulator.Rest;

namespace CopyTrade.Simulator.Streams;

/// <summary>Everyone's trades with their wallets. A hint, not a record: the venue promises nothing about it.</summary>
internal sealed class ActivityStream
{
    private const int HugeBytes = 10 * 1024 * 1024;
    private static readonly string[] All = ["trades", "orders_matched"];
    private readonly VenueState _state;
    private readonly FaultBoard _faults;
    private TradeRow? _held;

    public ActivityStream(VenueState state, FaultBoard faults, TimeProvider clock)
    {
        (_state, _faults) = (state, faults);
        Channel = new(faults, clock, Subscribe);
    }

    private sealed record Types(HashSet<string> Wanted);

    public StreamChannel Channel { get; }

    public void Row(TradeRow row)
    {
        var fault = _faults.Streams;
        if (fault is { ActivityFreeze: true })
        {
            return;
        }

        // Each second trade is told before the first one.
        if (fault is { ActivityReorder: true } && _held is null)
        {
            _held = row;
            return;
        }

        Tell(row, fault);
        if (_held is { } held)
        {
            _held = null;
            Tell(held, fault);
        }
    }

    private void Tell(TradeRow row, StreamFault? fault)
    {
        foreach (var type in All)
        {
            string? text = null;
            foreach (var connection in Channel.Connections.Where(c => c.Subscription is Types types && types.Wanted.Contains(type)))
            {
                Send(connection, text ??= Message(row, type), fault);
            }
        }
    }

    private string Message(TradeRow row, string type) => JsonSerializer.Serialize(new
    {
        topic = "activity",
        type,
        timestamp = _state.Now.ToUnixTimeMilliseconds(),
        connection_id = "demo",
        payload = RowViews.V1(row),
    }, Wire.Json);

    private static void Send(StreamConnection connection, string text, StreamFault? fault)
    {
        var bytes = Encoding.UTF8.GetBytes(fault switch
        {
            { ActivityTruncate: true } => text[..(text.Length / 2)],
            { ActivityHuge: true } => text.Insert(text.Length - 1, ",\"padding\":\"" + new string('x', HugeBytes) + "\""),
            _ => text,
        });
        var type = fault is { ActivityBinary: true } ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        for (var i = 0; i < (fault is { ActivityDuplicate: true } ? 2 : 1); i++)
        {
            connection.Send(bytes, type);
        }
    }

    private void Subscribe(StreamConnection connection, JsonElement message)
    {
        var types = message.GetProperty("subscriptions").EnumerateArray()
            .Where(s => s.GetProperty("topic").GetString() == "activity").Select(s => s.GetProperty("type").GetString()!)
            .SelectMany(type => type == "*" ? All : [type]).ToHashSet();
        lock (_state.Gate)
        {
            var known = (connection.Subscription as Types)?.Wanted ?? [];
            connection.Subscription = new Types(message.GetProperty("action").GetString() == "unsubscribe" ? [.. known.Except(types)] : [.. known.Union(types)]);
        }
    }
}
