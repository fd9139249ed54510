using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>The venue's own hash of a book summary: SHA-1 of compact JSON in a fixed order of keys, the hash itself empty. For noticing change, not for trust.</summary>
internal static class OrderBookHash
{
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The venue's format; nothing is protected by it.")]
    public static string Of(JsonElement book)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var key in (ReadOnlySpan<string>)["market", "asset_id", "timestamp", "hash", "bids", "asks", "min_order_size", "tick_size", "neg_risk", "last_trade_price"])
        {
            json.WritePropertyName(key);
            if (key == "hash") json.WriteStringValue("");
            else if (key is "bids" or "asks") Levels(json, book.GetProperty(key));
            else book.GetProperty(key).WriteTo(json);
        }

        json.WriteEndObject();
        json.Flush();
        return Convert.ToHexStringLower(SHA1.HashData(buffer.WrittenSpan));
    }

    private static void Levels(Utf8JsonWriter json, JsonElement levels)
    {
        json.WriteStartArray();
        foreach (var level in levels.EnumerateArray())
        {
            json.WriteStartObject();
            json.WriteString("price", level.GetProperty("price").GetString());
            json.WriteString("size", level.GetProperty("size").GetString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
