using System.Text.Json;
using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Api;

/// <summary>An event of a rule, or the evaluations between two of them (R4.9).</summary>
internal sealed record RuleEventAnswer(string Id, Guid RuleId, string EventType, DateTimeOffset CreatedAt, decimal? Price, decimal? TriggerPrice, JsonElement Data)
{
    public static RuleEventAnswer Of(RuleEntry entry) => new(
        entry.Id, entry.Rule.Value, entry.Kind is { } kind ? RuleWords.Of(kind) : "RULE_EVALUATED", entry.At, entry.Price?.Value, entry.Trigger?.Value,
        entry.Evaluations is { } seen ? JsonSerializer.SerializeToElement(seen, DomainJson.Options) : JsonSerializer.Deserialize<JsonElement>(entry.Data));
}
