using System.Text.Json.Serialization;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Api;

/// <summary>A wallet to follow, or what to change about it; what is left out takes its default, or stays.</summary>
internal sealed record TargetRequest(
    [property: JsonPropertyName("target_wallet")] string? TargetWallet,
    [property: JsonPropertyName("label")] string? Label,
    [property: JsonPropertyName("policy")] PolicyContract? Policy,
    [property: JsonPropertyName("mirror_max_usdc_per_trade")] decimal? MirrorMaxUsdcPerTrade,
    [property: JsonPropertyName("mirror_filter_percentile")] int? MirrorFilterPercentile);

/// <summary>A followed wallet.</summary>
internal sealed record TargetAnswer(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("target_wallet")] string TargetWallet,
    [property: JsonPropertyName("target_id")] Guid TargetId,
    [property: JsonPropertyName("label")] string? Label,
    [property: JsonPropertyName("policy")] PolicyContract Policy,
    [property: JsonPropertyName("mirror_max_usdc_per_trade")] decimal MirrorMaxUsdcPerTrade,
    [property: JsonPropertyName("mirror_filter_percentile")] int MirrorFilterPercentile,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("disabled_at")] DateTimeOffset? DisabledAt)
{
    public static TargetAnswer Of(CopyTarget target) => new(
        target.Id.Value, target.Wallet.Value, target.Key.Value, target.Label, PolicyContract.Of(target.Sizing), target.MaxPerTrade.Amount, target.FilterPercentile, target.CreatedAt, target.DisabledAt);
}
