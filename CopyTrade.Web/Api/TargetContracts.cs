using System.Text.Json.Serialization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Api;

/// <summary>A wallet to follow, or what to change about it; what is left out takes the tenant's default, or stays.</summary>
internal sealed record TargetRequest(
    [property: JsonPropertyName("target_wallet")] string? TargetWallet,
    [property: JsonPropertyName("label")] string? Label,
    [property: JsonPropertyName("policy")] PolicyContract? Policy,
    [property: JsonPropertyName("mirror_max_usdc_per_trade")] decimal? MirrorMaxUsdcPerTrade,
    [property: JsonPropertyName("mirror_filter_percentile")] int? MirrorFilterPercentile,
    [property: JsonPropertyName("rules"), JsonConverter(typeof(RulesJson))] CopyRules? Rules = null)
{
    /// <exception cref="ApiFailure">A policy or an amount that is none.</exception>
    public TargetEdit ToEdit() => new(
        Label, Policy?.ToPolicy(), MirrorMaxUsdcPerTrade is { } max ? Contract.Dollars("mirror_max_usdc_per_trade", max) : (Usdc?)null, MirrorFilterPercentile, Rules);
}

/// <summary>A followed wallet. <c>rules</c> are its own, <c>effective_rules</c> what counts over the tenant's and the platform's.</summary>
internal sealed record TargetAnswer(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("target_wallet")] string TargetWallet,
    [property: JsonPropertyName("target_id")] Guid TargetId,
    [property: JsonPropertyName("label")] string? Label,
    [property: JsonPropertyName("policy")] PolicyContract Policy,
    [property: JsonPropertyName("mirror_max_usdc_per_trade")] decimal MirrorMaxUsdcPerTrade,
    [property: JsonPropertyName("mirror_filter_percentile")] int MirrorFilterPercentile,
    [property: JsonPropertyName("rules"), JsonConverter(typeof(RulesJson))] CopyRules Rules,
    [property: JsonPropertyName("effective_rules"), JsonConverter(typeof(RulesJson)), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CopyRules? EffectiveRules,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("disabled_at")] DateTimeOffset? DisabledAt)
{
    public static TargetAnswer Of(CopyTarget target, CopyRules? tenant = null) => new(
        target.Id.Value, target.Wallet.Value, target.Key.Value, target.Label, PolicyContract.Of(target.Sizing), target.MaxPerTrade.Amount, target.FilterPercentile,
        target.Rules ?? CopyRules.None, tenant is null ? null : CopyRules.Effective(target.Rules, tenant), target.CreatedAt, target.DisabledAt);
}
