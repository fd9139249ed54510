using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>The JSON of an order, byte for byte the same for the same order: what is stored is what is sent.</summary>
internal static class OrderJson
{
    public static byte[] Signed(ExchangeOrder order, ReadOnlySpan<byte> signature)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("salt", (long)order.Salt);
        json.WriteString("maker", order.Maker);
        json.WriteString("signer", order.Signer);
        json.WriteString("tokenId", Text(order.TokenId));
        json.WriteString("makerAmount", Text(order.MakerAmount));
        json.WriteString("takerAmount", Text(order.TakerAmount));
        json.WriteString("side", WireWords.Of(order.Side));
        json.WriteNumber("signatureType", (int)order.SignatureType);
        json.WriteString("timestamp", Text(order.Timestamp));
        json.WriteString("expiration", "0");
        json.WriteString("metadata", PrefixedHex.Of(order.Metadata));
        json.WriteString("builder", PrefixedHex.Of(order.Builder));
        json.WriteString("signature", PrefixedHex.Of(signature));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The body of <c>POST /order</c> around stored bytes. <paramref name="postOnly"/> null leaves the field out, as V1 does.</summary>
    public static byte[] Post(ReadOnlySpan<byte> signedOrder, string owner, TimeInForce timeInForce, bool? postOnly)
    {
        var buffer = new ArrayBufferWriter<byte>(signedOrder.Length + 160);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WritePropertyName("order");
        json.WriteRawValue(signedOrder, skipInputValidation: true);
        json.WriteString("owner", owner);
        json.WriteString("orderType", WireWords.Of(timeInForce));
        json.WriteBoolean("deferExec", false);
        if (postOnly is { } flag) json.WriteBoolean("postOnly", flag);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
