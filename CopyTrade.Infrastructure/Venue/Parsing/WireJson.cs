using System.Globalization;
using System.Text.Json;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>Tolerant reading of the venue's JSON: numbers come as numbers or text, fields may be missing or null, and nothing here throws.</summary>
internal static class WireJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The document; null when it is not JSON. Bare NaN and Infinity, which some writers emit, are read as null.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, Options);
        }
        catch (JsonException) when (NotANumber.Mask(utf8.Span) is { } masked)
        {
            try
            {
                return JsonDocument.Parse(masked, Options);
            }
            catch (JsonException)
            {
                return null;
            }
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The first of the named fields that is there and not null; undefined when none is.</summary>
    public static JsonElement Field(this JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object) return default;
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null) return value;
        }

        return default;
    }

    /// <summary>Text as it stands; a number as it was written.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> names) => element.Field(names).AsText();

    /// <summary>This text or number itself.</summary>
    public static string? AsText(this JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Number => element.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)   // bytes that are no UTF-8, or half of a surrogate pair
        {
            return null;
        }
    }

    /// <summary>The members of an object field whose names can be read; none when it is something else.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Members(this JsonElement element, params ReadOnlySpan<string> names) => element.Field(names).Members();

    private static IEnumerable<(string Name, JsonElement Value)> Members(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) yield break;
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) is { } name) yield return (name, member.Value);
        }
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static decimal? Decimal(this JsonElement element, params ReadOnlySpan<string> names) =>
        decimal.TryParse(element.Text(names), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static long? Integer(this JsonElement element, params ReadOnlySpan<string> names) =>
        element.Decimal(names) is { } number && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : null;

    public static bool? Flag(this JsonElement element, params ReadOnlySpan<string> names)
    {
        var field = element.Field(names);
        return field.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when bool.TryParse(element.Text(names), out var flag) => flag,
            _ => null,
        };
    }

    /// <summary>The entries of an array field; none when it is something else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> names) => element.Field(names).Items();

    /// <summary>The entries of this array; none when it is something else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];
}
