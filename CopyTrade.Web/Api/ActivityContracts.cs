using System.Text.Json.Serialization;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Api;

/// <summary>A trade of a followed wallet, as one of its followers sees it.</summary>
internal sealed record FillAnswer(
    [property: JsonPropertyName("fill_id")] string FillId,
    [property: JsonPropertyName("target_wallet")] string TargetWallet,
    [property: JsonPropertyName("side")] string Side,
    [property: JsonPropertyName("title")] string? Title,
    [property: JsonPropertyName("outcome")] string? Outcome,
    [property: JsonPropertyName("price")] decimal Price,
    [property: JsonPropertyName("notional")] decimal Notional,
    [property: JsonPropertyName("filled_at")] DateTimeOffset FilledAt,
    [property: JsonPropertyName("observed_at")] DateTimeOffset ObservedAt)
{
    public static FillAnswer Of(ActivityRow row) => new(
        row.FillId, row.Wallet.Value, row.Side.ToText(), row.Title, row.Outcome, row.TheirPrice.Value, row.TheirNotional.Amount, row.FilledAt, row.ObservedAt);
}

/// <summary>What was made of such a trade.</summary>
internal sealed record DecisionAnswer(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("fill_id")] string FillId,
    [property: JsonPropertyName("target_row_id")] Guid TargetRowId,
    [property: JsonPropertyName("target_wallet")] string TargetWallet,
    [property: JsonPropertyName("result")] string Result,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("order_id")] Guid? OrderId,
    [property: JsonPropertyName("our_price")] decimal? OurPrice,
    [property: JsonPropertyName("our_notional")] decimal? OurNotional,
    [property: JsonPropertyName("decided_at")] DateTimeOffset DecidedAt,
    [property: JsonPropertyName("submitted_at")] DateTimeOffset? SubmittedAt,
    [property: JsonPropertyName("state_since")] DateTimeOffset StateSince)
{
    public static DecisionAnswer Of(ActivityRow row) => new(
        row.DecisionId, row.FillId, row.TargetId.Value, row.Wallet.Value, row.Result.ToText(), row.ReasonCode, row.OrderId?.Value,
        row.OurPrice?.Value, row.OurNotional?.Amount, row.DecidedAt, row.SubmittedAt, row.StateSince);
}
