using System.Text.Json;
using CopyTrade.Domain.Alerts;

namespace CopyTrade.Web.Api;

/// <summary>An order that an alert or a rule led to, or why an alert led to none (R4.18).</summary>
internal sealed record ExecutionAnswer(
    Guid Id, Guid? AlertId, Guid? RuleId, Guid? OrderId, string Status, JsonElement Request, JsonElement? Response, string? VenueOrderId, string? TransactionHash, decimal MatchedShares, string? Error,
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt)
{
    public static ExecutionAnswer Of(Execution execution) => new(
        execution.Id, execution.AlertId, execution.RuleId, execution.Order?.Value, RuleWords.Of(execution.Status), AlertAnswer.Json(execution.Request),
        execution.Response is { } response ? AlertAnswer.Json(response) : null, execution.VenueOrderId, execution.TransactionHash, execution.Matched.Quantity, execution.Error, execution.StartedAt, execution.EndedAt);
}
