using System.Text.Json.Serialization;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Api;

/// <summary>One change in the history of a target or of the defaults.</summary>
internal sealed record TargetHistoryAnswer(
    [property: JsonPropertyName("changed_at")] DateTimeOffset ChangedAt,
    [property: JsonPropertyName("changed_by")] Guid ChangedBy,
    [property: JsonPropertyName("changes")] IReadOnlyList<RuleChangeAnswer> Changes)
{
    public static TargetHistoryAnswer Of(TargetHistoryEntry entry) =>
        new(entry.At, entry.By.Value, [.. entry.Differences.Select(change => new RuleChangeAnswer(change.Name, change.Before, change.After))]);
}

/// <summary>One rule of a change; null where it was or is not set.</summary>
internal sealed record RuleChangeAnswer(
    [property: JsonPropertyName("rule")] string Rule,
    [property: JsonPropertyName("before")] string? Before,
    [property: JsonPropertyName("after")] string? After);
