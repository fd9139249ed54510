using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Alerts;

/// <summary>Reads the payload of an alert that trades. Strict: a misspelt limit must not become an order without one.</summary>
public static class OrderWishParser
{
    private static readonly string[] Known = ["marketId", "tokenId", "outcome", "side", "usdc", "shares", "limitPrice", "maxSlippagePercent", "book", "maxAgeSeconds", "note"];

    /// <summary>The wish, or one sentence that says what is wrong.</summary>
    public static (OrderWish? Wish, string? Problem) Parse(string payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.ValueKind == JsonValueKind.Object ? (Read(document.RootElement), null) : (null, "The payload is a JSON object.");
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }
        catch (JsonException)
        {
            return (null, "The payload is a JSON object.");
        }
    }

    private static OrderWish Read(JsonElement payload)
    {
        if (payload.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
            throw new FormatException($"payload.{unknown} is not known: an order has {string.Join(", ", Known)}.");
        var condition = ConditionId.TryParse(Text(payload, "marketId"), out var market) ? market : throw new FormatException("payload.marketId is 0x and 64 hexadecimal digits.");
        var token = Text(payload, "tokenId") is not { } id ? null : TokenId.TryParse(id, out var named) ? named : throw new FormatException("payload.tokenId is the number of the outcome token, as text.");
        var outcome = Text(payload, "outcome");
        if (token is null && string.IsNullOrWhiteSpace(outcome)) throw new FormatException("Name payload.tokenId, or payload.outcome such as \"Yes\".");
        var side = Text(payload, "side") switch { "BUY" => OrderSide.Buy, "SELL" => OrderSide.Sell, _ => throw new FormatException("payload.side is BUY or SELL.") };
        var (dollars, shares) = (Number(payload, "usdc"), Number(payload, "shares"));
        if (side == OrderSide.Buy && dollars is null == shares is null) throw new FormatException("A purchase names payload.usdc or payload.shares, one of them.");
        if (side == OrderSide.Sell && dollars is not null) throw new FormatException("A sale names payload.shares, or nothing to sell all that is held.");
        return new(
            condition, token, outcome, side,
            dollars is { } usdc ? Usdc.Of(Within(usdc, "usdc", 0m, 1_000_000m, Usdc.Decimals)) : null,
            shares is { } quantity ? Shares.Of(Within(quantity, "shares", 0m, 10_000_000m, 2)) : null,
            Number(payload, "limitPrice") is { } limit ? Price.Of(Within(limit, "limitPrice", 0m, 0.9999m, Price.Decimals)) : null,
            Number(payload, "maxSlippagePercent") is { } slippage ? slippage is >= 0m and <= 100m ? slippage : throw new FormatException("payload.maxSlippagePercent is from 0 to 100.") : OrderWish.DefaultSlippagePercent,
            BookOf(payload, side),
            Number(payload, "maxAgeSeconds") is { } age ? (int)Within(age, "maxAgeSeconds", 0m, OrderWish.LongestAgeSeconds, 0) : OrderWish.DefaultAgeSeconds);
    }

    private static string? BookOf(JsonElement payload, OrderSide side) => Text(payload, "book") switch
    {
        null => null,
        { Length: > 0 and <= 64 } book when side == OrderSide.Sell => book,
        _ => throw new FormatException("payload.book names whose shares a sale sells; a purchase always belongs to its source."),
    };

    private static decimal Within(decimal value, string field, decimal above, decimal most, int decimals) => value > above && value <= most && decimal.Round(value, decimals) == value
        ? value
        : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"payload.{field} is more than {above} and at most {most}, with at most {decimals} decimals."));

    private static string? Text(JsonElement payload, string field) => !payload.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw new FormatException($"payload.{field} is text.");

    private static decimal? Number(JsonElement payload, string field)
    {
        if (!payload.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)) return number;
        return value.ValueKind == JsonValueKind.String && decimal.TryParse(value.GetString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) ? number
            : throw new FormatException($"payload.{field} is a number or a decimal text.");
    }
}
