using System.Text.Json.Serialization;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Api;

/// <summary>The approvals of the wallet, step by step.</summary>
internal sealed record ApprovalsAnswer([property: JsonPropertyName("trading_enabled")] bool TradingEnabled, [property: JsonPropertyName("steps")] IReadOnlyList<ApprovalAnswer> Steps)
{
    public static ApprovalsAnswer Of(IReadOnlyList<ApprovalView> steps) => new(steps.Count > 0 && steps.All(step => step.State == ApprovalState.Given), [.. steps.Select(ApprovalAnswer.Of)]);
}

internal sealed record ApprovalAnswer(
    [property: JsonPropertyName("step")] string Step,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("needed_for")] string NeededFor,
    [property: JsonPropertyName("problem")] string? Problem,
    [property: JsonPropertyName("transaction_hash")] string? TransactionHash,
    [property: JsonPropertyName("read_at")] DateTimeOffset? ReadAt)
{
    public static ApprovalAnswer Of(ApprovalView view) => new(view.Step, view.State.ToText(), view.NeededFor, view.Problem, view.Transaction?.Value, view.ReadAt);
}
