using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>The venue's values as ours; null for what cannot be one.</summary>
internal static class WireValues
{
    // Larger than every supply at the venue, small enough for every sum here.
    private const decimal LargestQuantity = 1_000_000_000_000m;
    private const int LongestLabel = 300;
    private const long FirstMillisecondTime = 100_000_000_000;
    private const long LastSecond = 253_402_300_799;
    private static readonly string[] StatusPrefixes = ["ORDER_STATUS_", "TRADE_STATUS_"];

    public static Price? Price(this JsonElement element, params ReadOnlySpan<string> names) =>
        element.Decimal(names) is { } value and >= 0m and <= 1m ? Domain.Money.Price.RoundNearest(value) : null;

    public static Shares? Shares(this JsonElement element, params ReadOnlySpan<string> names) =>
        element.Decimal(names) is { } value and >= 0m and <= LargestQuantity ? Domain.Money.Shares.RoundDown(value) : null;

    public static OrderSide? Side(this JsonElement element, params ReadOnlySpan<string> names) => element.Text(names)?.ToUpperInvariant() switch
    {
        "BUY" => OrderSide.Buy,
        "SELL" => OrderSide.Sell,
        _ => null,
    };

    /// <summary>Unix seconds or milliseconds, as number or text, or ISO 8601.</summary>
    public static DateTimeOffset? Time(this JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.Decimal(names) is { } number)
        {
            var seconds = number > FirstMillisecondTime ? number / 1000m : number;
            return seconds is > 0m and <= LastSecond ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000m)) : null;
        }

        return DateTimeOffset.TryParse(element.Text(names), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : null;
    }

    /// <summary>A status word in capitals, without the prefix that some answers carry; empty when there is none.</summary>
    public static string Status(this JsonElement element)
    {
        var text = element.Text("status")?.Trim() ?? "";
        foreach (var prefix in StatusPrefixes)
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) text = text[prefix.Length..];
        }

        return text;
    }

    public static VenueOrderStatus OrderStatus(string word) => word.ToUpperInvariant() switch
    {
        "LIVE" or "UNMATCHED" => VenueOrderStatus.Live,
        "MATCHED" => VenueOrderStatus.Matched,
        "DELAYED" => VenueOrderStatus.Delayed,
        "INVALID" or "CANCELLED" or "EXPIRED" => VenueOrderStatus.Canceled,
        var other => other.StartsWith("CANCELED", StringComparison.Ordinal) ? VenueOrderStatus.Canceled : VenueOrderStatus.Unrecognized,
    };

    public static SettlementStatus? Settlement(string word) => word.ToUpperInvariant() switch
    {
        "MATCHED" or "MATCHED_NOT_BROADCASTED" => SettlementStatus.Matched,
        "RETRYING" => SettlementStatus.Retrying,
        "MINED" => SettlementStatus.Mined,
        "CONFIRMED" => SettlementStatus.Confirmed,
        "FAILED" => SettlementStatus.Failed,
        _ => null,
    };

    /// <summary>A short name for a row that could not be read: enough to find it again, nothing of what it says.</summary>
    public static string Fingerprint(this JsonElement element) =>
        Convert.ToHexStringLower(SHA256.HashData(element.ValueKind == JsonValueKind.Undefined ? [] : JsonMarshal.GetRawUtf8Value(element)).AsSpan(0, 8));

    /// <summary>Untrusted text for people, of the first field that has any: bounded, without control characters.</summary>
    public static string? Label(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.Text(name) is not { } text || string.IsNullOrWhiteSpace(text)) continue;
            if (text.Length > LongestLabel) text = text[..LongestLabel];
            return text.Any(char.IsControl) ? string.Concat(text.Where(c => !char.IsControl(c))) : text;
        }

        return null;
    }
}
