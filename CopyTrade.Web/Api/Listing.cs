using System.Text.Json.Serialization;

namespace CopyTrade.Web.Api;

/// <summary>A page of a list; <paramref name="Next"/> is the cursor of the following one, null at the end.</summary>
internal sealed record Listing<T>([property: JsonPropertyName("items")] IReadOnlyList<T> Items, [property: JsonPropertyName("next")] string? Next);
