using System.Text.Json;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using CopyTrade.Simulator.Rest;

namespace CopyTrade.Simulator.Streams;

/// <summary>A customer's own orders and trades.</summary>
internal sealed class UserStream
{
    private readonly VenueState _state;

    public UserStream(VenueState state, FaultBoard faults, TimeProvider clock)
    {
        _state = state;
        Channel = new(faults, clock, Subscribe);
    }

    private sealed record Listener(string Owner, HashSet<string>? Markets);

    public StreamChannel Channel { get; }

    public void Order(BookOrder order, string change, string status) => Send(order.Owner, order.Market.ConditionId, () => new
    {
        event_type = "order",
        id = order.Id,
        owner = order.Owner,
        order_owner = order.Owner,
        market = order.Market.ConditionId,
        asset_id = order.Token,
        side = Wire.Word(order.Side),
        original_size = Wire.Text(order.Size),
        size_matched = Wire.Text(order.Matched),
        price = Wire.Text(order.Price),
        associate_trades = order.TradeIds.Count == 0 ? null : order.TradeIds.ToArray(),
        outcome = order.Outcome,
        type = change,
        created_at = Wire.Seconds(order.CreatedAt),
        expiration = order.Expiration.ToString(System.Globalization.CultureInfo.InvariantCulture),
        order_type = Wire.Word(order.Type),
        status,
        maker_address = order.Account.Address,
        timestamp = Wire.Milliseconds(_state.Now),
    });

    public void Trade(MatchedTrade trade)
    {
        foreach (var owner in trade.Makers.Select(m => m.Order.Owner).Append(trade.Taker.Owner).Where(o => o.Length > 0).Distinct())
        {
            Send(owner, trade.Taker.Market.ConditionId, () => View(trade, owner));
        }
    }

    private object View(MatchedTrade trade, string owner) => new
    {
        event_type = "trade",
        type = "TRADE",
        id = trade.Id,
        taker_order_id = trade.Taker.Id,
        market = trade.Taker.Market.ConditionId,
        asset_id = trade.Taker.Token,
        side = Wire.Word(trade.Side),
        size = Wire.Text(trade.Size),
        price = Wire.Text(trade.Price),
        fee_rate_bps = "0",
        status = trade.Status,
        match_time = Wire.Seconds(trade.MatchedAt),
        last_update = Wire.Seconds(trade.UpdatedAt),
        outcome = trade.Taker.Outcome,
        owner = trade.Taker.Owner,
        trade_owner = owner,
        maker_address = trade.Taker.Account.Address,
        transaction_hash = trade.IsInBlock ? trade.TransactionHash : "",
        bucket_index = 0,
        maker_orders = OrderViews.MakerOrders(trade),
        trader_side = trade.Taker.Owner == owner ? "TAKER" : "MAKER",
        timestamp = Wire.Milliseconds(_state.Now),
    };

    private void Subscribe(StreamConnection connection, JsonElement message)
    {
        var markets = message.TryGetProperty("markets", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
            ? list.EnumerateArray().Select(e => e.GetString()!.ToLowerInvariant()).ToHashSet()
            : null;
        lock (_state.Gate)
        {
            if (connection.Subscription is Listener known)
            {
                connection.Subscription = known with { Markets = markets is null ? known.Markets : [.. known.Markets ?? [], .. markets] };
                return;
            }

            var auth = message.GetProperty("auth");
            var key = _state.ApiKeys.GetValueOrDefault(auth.GetProperty("apiKey").GetString()!);
            if (key is null || key.Secret != auth.GetProperty("secret").GetString() || key.Passphrase != auth.GetProperty("passphrase").GetString())
            {
                connection.Close();
                return;
            }

            connection.Subscription = new Listener(key.Key, markets);
        }
    }

    private void Send(string owner, string condition, Func<object> view)
    {
        string? text = null;
        foreach (var connection in Channel.Connections)
        {
            if (connection.Subscription is Listener listener && listener.Owner == owner && (listener.Markets is null || listener.Markets.Contains(condition)))
            {
                connection.Send(text ??= JsonSerializer.Serialize(view(), Wire.Json));
            }
        }
    }
}
