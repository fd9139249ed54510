using System.Text.Json;
using CopyTrade.Domain.Alerts;

namespace CopyTrade.Web.Api;

/// <summary>An alert as it stands.</summary>
internal sealed record AlertAnswer(
    Guid Id, string Source, string AlertType, string Mode, string IdempotencyKey, string Status, JsonElement Payload, string CorrelationId, bool Signed, DateTimeOffset ReceivedAt, DateTimeOffset? DecidedAt,
    Guid? JobId, string? Result)
{
    public static AlertAnswer Of(AlertEntry alert) => new(
        alert.Id, alert.Source, alert.Type, RuleWords.Of(alert.Mode), alert.Key, RuleWords.Of(alert.Status), Json(alert.Payload), alert.CorrelationId, alert.IsSigned, alert.ReceivedAt, alert.DecidedAt, alert.JobId, alert.Result);

    public static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
