using System.Text.Json.Serialization;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>A missed fill as the column <c>missed</c> holds it.</summary>
internal sealed record MissedRow([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("at")] DateTimeOffset At, [property: JsonPropertyName("seen")] DateTimeOffset? Seen);
