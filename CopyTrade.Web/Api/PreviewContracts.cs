using System.Text.Json.Serialization;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Api;

/// <summary>One of the wallet's last trades under proposed and under saved rules.</summary>
internal sealed record PreviewAnswer(
    [property: JsonPropertyName("fill_id")] string FillId,
    [property: JsonPropertyName("filled_at")] DateTimeOffset FilledAt,
    [property: JsonPropertyName("title")] string? Title,
    [property: JsonPropertyName("side")] string Side,
    [property: JsonPropertyName("price")] decimal Price,
    [property: JsonPropertyName("notional")] decimal Notional,
    [property: JsonPropertyName("values_of_then")] bool ValuesOfThen,
    [property: JsonPropertyName("proposed")] PreviewDecision Proposed,
    [property: JsonPropertyName("saved")] PreviewDecision Saved)
{
    public static PreviewAnswer Of(PreviewedFill fill) => new(
        fill.Input.Fill.Id.Value, fill.Input.Fill.FilledAt, fill.Input.Fill.Title, fill.Input.Fill.Side.ToText(), fill.Input.Fill.Price.Value, fill.Input.Fill.Notional.Amount,
        fill.IsOfThen, PreviewDecision.Of(fill.Proposed), PreviewDecision.Of(fill.Saved));
}

/// <summary>What the planner says: an order with its size, or a reason not to.</summary>
internal sealed record PreviewDecision(
    [property: JsonPropertyName("outcome")] string Outcome,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("branch")] string Branch,
    [property: JsonPropertyName("shares")] decimal? Shares,
    [property: JsonPropertyName("limit")] decimal? Limit,
    [property: JsonPropertyName("notional")] decimal? Notional,
    [property: JsonPropertyName("formula")] string? Formula)
{
    public static PreviewDecision Of(MirrorDecision decision) => decision switch
    {
        MirrorDecision.Place { Intent: var intent } place => new("placed", place.Reason, place.Branch.ToText(), intent.Shares.Quantity, intent.Limit.Value, intent.Notional.Amount, place.Sizing.Formula),
        MirrorDecision.Skip skip => new("skipped", skip.Reason.ToText(), skip.Branch.ToText(), null, null, null, skip.Sizing?.Formula),
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };
}
