using System.Text.Json;
using CopyTrade.Infrastructure.Venue.Rest;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>The venue's error object.</summary>
/// <param name="Text">Its words; empty when it says nothing.</param>
/// <param name="RetryAfter">The wait it asks for in the body.</param>
internal sealed record VenueError(string Text, TimeSpan? RetryAfter)
{
    private const int LongestText = 500;

    /// <summary>Null when the body is no JSON object, so that nobody knows who spoke.</summary>
    public static VenueError? Read(byte[] body)
    {
        using var json = WireJson.Parse(body);
        if (json is null || json.RootElement.ValueKind != JsonValueKind.Object) return null;
        var root = json.RootElement;
        var text = root.Label("error", "errorMsg", "message") ?? "";
        if (root.Label("code") is { } code && !text.Contains(code, StringComparison.OrdinalIgnoreCase)) text = text.Length == 0 ? code : $"{text} ({code})";
        var wait = root.Decimal("retry_after_seconds") is { } seconds and >= 0m and <= 86_400m ? TimeSpan.FromSeconds((double)seconds) : (TimeSpan?)null;
        return new(text.Length > LongestText ? text[..LongestText] : text, wait);
    }

    /// <summary>One line for people about an answer that is not a success.</summary>
    public static string Describe(VenueAnswer answer) => Read(answer.Body) is { Text.Length: > 0 } error
        ? $"HTTP {answer.Status}: {error.Text}"
        : $"HTTP {answer.Status} without a readable text";
}
