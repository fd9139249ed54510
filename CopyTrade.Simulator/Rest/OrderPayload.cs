using System.Numerics;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Signing;

namespace CopyTrade.Simulator.Rest;

/// <summary>The body of POST /order, read strictly.</summary>
internal sealed record OrderPayload(WireOrder Order, string Owner, TimeInForce Type, bool PostOnly, long Expiration)
{
    private static readonly BigInteger Max256 = BigInteger.One << 256;

    public static OrderPayload? TryRead(JsonElement body)
    {
        try
        {
            return Read(body);
        }
        catch (Exception failure) when (failure is FormatException or KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    private static OrderPayload Read(JsonElement body)
    {
        var order = body.GetProperty("order");
        var signed = new WireOrder(
            Integer(order, "salt"),
            Address(order, "maker"),
            Address(order, "signer"),
            TokenId.Parse(Text(order, "tokenId")),
            Integer(order, "makerAmount"),
            Integer(order, "takerAmount"),
            Text(order, "side") switch { "BUY" => OrderSide.Buy, "SELL" => OrderSide.Sell, _ => throw new FormatException("side") },
            SignatureTypeOf(order.GetProperty("signatureType").GetInt32()),
            Integer(order, "timestamp"),
            Bytes(order, "metadata", 32),
            Bytes(order, "builder", 32),
            Bytes(order, "signature", null));
        var type = Text(body, "orderType") switch
        {
            "GTC" => TimeInForce.Gtc,
            "GTD" => TimeInForce.Gtd,
            "FOK" => TimeInForce.Fok,
            "FAK" => TimeInForce.Fak,
            _ => throw new FormatException("orderType"),
        };
        var postOnly = body.TryGetProperty("postOnly", out var flag) && flag.ValueKind != JsonValueKind.Null && flag.GetBoolean();
        var expiration = order.TryGetProperty("expiration", out _) ? (long)Integer(order, "expiration") : 0;
        return signed.MakerAmount.IsZero || signed.TakerAmount.IsZero || signed.MakerAmount > long.MaxValue || signed.TakerAmount > long.MaxValue
            ? throw new FormatException("amounts")
            : new(signed, Text(body, "owner"), type, postOnly, expiration);
    }

    private static SignatureType SignatureTypeOf(int value) => value is >= 0 and <= 3 ? (SignatureType)value : throw new FormatException("signatureType");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException(name);

    private static string Address(JsonElement element, string name) => WalletAddress.Parse(Text(element, name)).Value;

    private static byte[] Bytes(JsonElement element, string name, int? length) => Words.TryHex(Text(element, name), length) ?? throw new FormatException(name);

    // The client library sends the salt as a number, a page of the documentation shows text: both are taken.
    private static BigInteger Integer(JsonElement element, string name)
    {
        var value = element.GetProperty(name);
        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString();
        return text is { Length: > 0 } && !text.AsSpan().ContainsAnyExceptInRange('0', '9') && BigInteger.Parse(text, System.Globalization.CultureInfo.InvariantCulture) is var number && number < Max256
            ? number
            : throw new FormatException(name);
    }
}
