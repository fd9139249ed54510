using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Simulator.Engine;

/// <summary>How the venue writes numbers, times and words.</summary>
internal static class Wire
{
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(decimal value) => value.ToString("0.##################", CultureInfo.InvariantCulture);

    /// <summary>Without trailing zeros, for JSON numbers.</summary>
    public static decimal Number(decimal value) => value / 1.0000000000000000000000000000m;

    public static string Units(decimal value) => Millionths.Of(value).ToString(CultureInfo.InvariantCulture);

    public static string Word(OrderSide side) => side == OrderSide.Buy ? "BUY" : "SELL";

    public static OrderSide Opposite(OrderSide side) => side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy;

    public static string Word(TimeInForce type) => type switch
    {
        TimeInForce.Gtc => "GTC",
        TimeInForce.Gtd => "GTD",
        TimeInForce.Fok => "FOK",
        _ => "FAK",
    };

    public static string Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
