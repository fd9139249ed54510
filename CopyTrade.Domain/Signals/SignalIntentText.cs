using System.Globalization;
using System.Text;
using System.Text.Json;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>Writes intents as one line of JSON that <see cref="SignalIntentParser"/> reads back.</summary>
public static class SignalIntentText
{
    /// <summary>The same intent is always the same text.</summary>
    public static string Write(SignalIntent intent)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("intent_id", intent.Id);
            json.WriteString("timestamp", intent.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("source_trader", intent.Trader.Value);
            json.WriteString("market_id", intent.Market);
            if (intent.Token is { } token) json.WriteString("token_id", token.Value);
            json.WriteString("outcome", intent.Outcome);
            json.WriteString("side", intent.Side == OrderSide.Buy ? "BUY" : "SELL");
            Number(json, "price_limit", intent.PriceLimit?.Value);
            Number(json, "size_usdc", intent.SizeUsdc?.Amount);
            Number(json, "size_tokens", intent.SizeTokens?.Quantity);
            WriteMetadata(json, intent.Metadata);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteMetadata(Utf8JsonWriter json, SignalMetadata metadata)
    {
        json.WriteStartObject("metadata");
        Number(json, "best_bid", metadata.BestBid?.Value);
        Number(json, "best_ask", metadata.BestAsk?.Value);
        Number(json, "detection_latency_ms", metadata.DetectionLatencyMs);
        Number(json, "trader_position_size", metadata.TraderPositionSize?.Quantity);
        Number(json, "trader_balance_usd", metadata.TraderBalanceUsd?.Amount);
        Number(json, "trader_order_usd", metadata.TraderOrderUsd?.Amount);
        if (metadata.SourceTxHash is { } hash) json.WriteString("source_tx_hash", hash);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
    }
}
