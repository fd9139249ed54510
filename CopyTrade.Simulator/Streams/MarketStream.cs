using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using CopyTrade.Simulator.Rest;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Streams;

/// <summary>Books, level changes and prints by token; never a wallet.</summary>
internal sealed class MarketStream
{
    private readonly VenueState _state;

    public MarketStream(VenueState state, FaultBoard faults, TimeProvider clock)
    {
        _state = state;
        Channel = new(faults, clock, Subscribe);
    }

    private sealed class Tokens : HashSet<string>
    {
        public bool WantsBest { get; set; }
    }

    public StreamChannel Channel { get; }

    public void LastTrade(ListedMarket market, string token, decimal price, decimal size, string side, string transaction) => Send(token, () => JsonSerializer.Serialize(new
    {
        event_type = "last_trade_price",
        asset_id = token,
        market = market.ConditionId,
        price = Wire.Text(price),
        size = Wire.Text(size),
        fee_rate_bps = "0",
        side,
        timestamp = Wire.Milliseconds(_state.Now),
        transaction_hash = transaction,
    }, Wire.Json));

    public void BooksChanged()
    {
        foreach (var market in _state.Markets.All.Where(m => m.Books.Any(b => b.Dirty.Count > 0)))
        {
            var watchers = Channel.Connections.Where(c => c.Subscription is Tokens tokens && market.Tokens.Any(tokens.Contains)).ToArray();
            if (watchers.Length > 0)
            {
                Publish(market, watchers);
            }

            foreach (var book in market.Books)
            {
                book.Dirty.Clear();
            }
        }
    }

    private void Publish(ListedMarket market, StreamConnection[] watchers)
    {
        var now = Wire.Milliseconds(_state.Now);
        var text = JsonSerializer.Serialize(new { event_type = "price_change", market = market.ConditionId, price_changes = Changes(market), timestamp = now }, Wire.Json);
        foreach (var watcher in watchers)
        {
            watcher.Send(text);
        }

        for (var outcome = 0; outcome < 2; outcome++)
        {
            var (bid, ask) = (market.Books[outcome].BestBid ?? 0m, market.Books[outcome].BestAsk ?? 1m);
            var token = market.Tokens[outcome];
            var best = new { event_type = "best_bid_ask", market = market.ConditionId, asset_id = token, best_bid = Wire.Text(bid), best_ask = Wire.Text(ask), spread = Wire.Text(ask - bid), timestamp = now };
            foreach (var watcher in watchers.Where(w => w.Subscription is Tokens { WantsBest: true } tokens && tokens.Contains(token)))
            {
                watcher.Send(JsonSerializer.Serialize(best, Wire.Json));
            }
        }
    }

    private object[] Changes(ListedMarket market) => [.. Enumerable.Range(0, 2).SelectMany(outcome => market.Books[outcome].Dirty.Select(level => new
    {
        asset_id = market.Tokens[outcome],
        price = Wire.Text(level.Price),
        size = Wire.Text(market.Books[outcome].SizeAt(level.Side, level.Price)),
        side = Wire.Word(level.Side),
        hash = _state.Ids.Hash("level", market.Tokens[outcome] + level + _state.Now.UtcTicks)[2..42],
        best_bid = Wire.Text(market.Books[outcome].BestBid ?? 0m),
        best_ask = Wire.Text(market.Books[outcome].BestAsk ?? 1m),
    }))];

    private void Subscribe(StreamConnection connection, JsonElement message)
    {
        var ids = message.GetProperty("assets_ids").EnumerateArray().Select(e => e.GetString()!).ToArray();
        lock (_state.Gate)
        {
            var tokens = new Tokens { WantsBest = Flag(message, "custom_feature_enabled") || connection.Subscription is Tokens { WantsBest: true } };
            tokens.UnionWith(connection.Subscription as Tokens ?? []);
            if (message.TryGetProperty("operation", out var operation) && operation.GetString() == "unsubscribe")
            {
                tokens.ExceptWith(ids);
                connection.Subscription = tokens;
                return;
            }

            tokens.UnionWith(ids);
            connection.Subscription = tokens;
            if (!message.TryGetProperty("initial_dump", out var dump) || dump.ValueKind != JsonValueKind.False)
            {
                connection.Send(JsonSerializer.Serialize(ids.Select(Book).Where(book => book is not null).ToArray(), Wire.Json));
            }
        }
    }

    private static bool Flag(JsonElement message, string name) => message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private Dictionary<string, object?>? Book(string token)
    {
        if (_state.Markets.ByToken(token) is not var (market, outcome))
        {
            return null;
        }

        var view = MarketViews.Book(market, outcome, _state.Now);
        view["event_type"] = "book";
        return view;
    }

    private void Send(string token, Func<string> write)
    {
        string? text = null;
        foreach (var connection in Channel.Connections.Where(c => c.Subscription is Tokens tokens && tokens.Contains(token)))
        {
            connection.Send(text ??= write());
        }
    }
}
