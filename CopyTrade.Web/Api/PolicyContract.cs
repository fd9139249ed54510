using System.Text.Json.Serialization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Api;

/// <summary>A sizing policy on the wire: <c>{"kind":"fixed","amount":"2.00"}</c>.</summary>
internal sealed record PolicyContract(
    [property: JsonPropertyName("kind")] string? Kind,
    [property: JsonPropertyName("amount"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Amount = null,
    [property: JsonPropertyName("percent"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Percent = null,
    [property: JsonPropertyName("tiers"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TierContract>? Tiers = null,
    [property: JsonPropertyName("allocation"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Allocation = null,
    [property: JsonPropertyName("range"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Range = null)
{
    private bool HasNumbers => Amount is not null || Percent is not null || Tiers is not null || Allocation is not null || Range is not null;

    public static PolicyContract Of(SizingPolicy policy) => policy switch
    {
        SizingPolicy.MinBet => new("min_bet"),
        SizingPolicy.Fixed @fixed => new("fixed", Amount: @fixed.Amount.Amount),
        SizingPolicy.Percentage percentage => new("percentage", Percent: percentage.Percent),
        SizingPolicy.Tiered tiered => new("tiered", Tiers: [.. tiered.Tiers.Select(tier => new TierContract(tier.From.Amount, tier.To?.Amount, tier.Multiplier))]),
        SizingPolicy.TargetPercentile => new("target_percentile"),
        SizingPolicy.TargetPercentileScaled => new("target_percentile_scaled"),
        SizingPolicy.PositionGap gap => new("position_gap", Allocation: gap.Allocation.Amount, Range: gap.Range.Amount),
        SizingPolicy.MirrorFillExact => new("mirror_fill_exact"),
        _ => throw new ArgumentOutOfRangeException(nameof(policy)),
    };

    /// <exception cref="ApiFailure">Not one of the kinds, or without its numbers, or with those of another.</exception>
    public SizingPolicy ToPolicy() => Kind switch
    {
        "min_bet" when !HasNumbers => new SizingPolicy.MinBet(),
        "target_percentile" when !HasNumbers => new SizingPolicy.TargetPercentile(),
        "target_percentile_scaled" when !HasNumbers => new SizingPolicy.TargetPercentileScaled(),
        "mirror_fill_exact" when !HasNumbers => new SizingPolicy.MirrorFillExact(),
        "fixed" when Amount is { } amount && (this with { Amount = null }).HasNumbers is false => new SizingPolicy.Fixed(Contract.Dollars("policy.amount", amount)),
        "percentage" when Percent is { } percent && (this with { Percent = null }).HasNumbers is false && decimal.Round(percent, Usdc.Decimals) == percent => new SizingPolicy.Percentage(percent),
        "tiered" when Tiers is { } tiers && (this with { Tiers = null }).HasNumbers is false => new SizingPolicy.Tiered([.. tiers.Select(tier => (tier ?? throw Unreadable()).ToTier())]),
        "position_gap" when Allocation is { } allocation && Range is { } range && (this with { Allocation = null, Range = null }).HasNumbers is false =>
            new SizingPolicy.PositionGap(Contract.Dollars("policy.allocation", allocation), Contract.Dollars("policy.range", range)),
        _ => throw Unreadable(),
    };

    private static ApiFailure Unreadable() => ApiFailure.Bad(
        "policy_invalid",
        "A policy is {\"kind\":\"min_bet\"}, {\"kind\":\"fixed\",\"amount\":2.00}, {\"kind\":\"percentage\",\"percent\":10}, {\"kind\":\"tiered\",\"tiers\":[{\"from\":1,\"to\":100,\"multiplier\":2}]}, "
        + "{\"kind\":\"target_percentile\"}, {\"kind\":\"target_percentile_scaled\"}, {\"kind\":\"position_gap\",\"allocation\":50,\"range\":1000} or {\"kind\":\"mirror_fill_exact\"}.");
}
