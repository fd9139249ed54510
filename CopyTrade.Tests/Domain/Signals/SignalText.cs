using System.Text;
using System.Text.Json.Nodes;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Signals;

/// <summary>A valid intent as a document; a test changes only what matters to it.</summary>
internal static class SignalText
{
    public const string Trader = "0x1111111111111111111111111111111111111111";
    public static readonly DateTimeOffset At = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public static JsonObject Buy(Guid? id = null, decimal size = 50m, DateTimeOffset? at = null) => new()
    {
        ["intent_id"] = (id ?? Guid.NewGuid()).ToString(),
        ["timestamp"] = (at ?? At).ToString("O"),
        ["source_trader"] = Trader,
        ["market_id"] = "0x" + new string('a', 64),
        ["token_id"] = "71",
        ["outcome"] = "YES",
        ["side"] = "BUY",
        ["size_usdc"] = size,
        ["metadata"] = new JsonObject { ["best_bid"] = 0.48m, ["best_ask"] = 0.50m },
    };

    public static JsonObject Sell(decimal tokens = 40m, decimal? before = 100m)
    {
        var sell = Buy();
        sell["side"] = "SELL";
        sell.Remove("size_usdc");
        sell["size_tokens"] = tokens;
        if (before is not null) sell["metadata"]!["trader_position_size"] = before;
        return sell;
    }

    public static JsonObject With(this JsonObject document, string field, JsonNode? value)
    {
        document[field] = value;
        return document;
    }

    public static SignalParse Parse(string text) => SignalIntentParser.Parse(Encoding.UTF8.GetBytes(text));

    public static SignalIntent Intent(JsonObject document) => Assert.IsType<SignalParse.Valid>(Parse(document.ToJsonString())).Intent;

    public static SignalTerms Terms { get; } = SignalTerms.Default with { Traders = [WalletAddress.Parse(Trader)] };
}
