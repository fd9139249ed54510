using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>Sizing policies as one word for the command line: <c>min_bet</c>, <c>fixed:2.00</c>, <c>percentage:10</c>, <c>tiered:1-100:2,100+:1</c>, <c>position_gap:50/1000</c>, …</summary>
public static class PolicyText
{
    /// <summary>Every shape in one line, for help texts and refusals.</summary>
    public const string Shapes = "min_bet, fixed:2.00, percentage:10, tiered:1-100:2,100-500:1,500+:0.5, target_percentile, target_percentile_scaled, position_gap:50/1000 or exact";

    private const decimal LeastRatio = 0.05m;
    private static readonly Usdc Largest = Usdc.Of(1_000_000_000m);

    /// <summary>Reads a policy; false for anything but the shapes, and for numbers that <see cref="Problem"/> refuses.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SizingPolicy? policy)
    {
        policy = (text ?? "").Trim().Split(':', 2) switch
        {
            ["min_bet"] => new SizingPolicy.MinBet(),
            ["target_percentile"] => new SizingPolicy.TargetPercentile(),
            ["target_percentile_scaled"] => new SizingPolicy.TargetPercentileScaled(),
            ["exact"] or ["mirror_fill_exact"] => new SizingPolicy.MirrorFillExact(),
            ["fixed", var number] => Number(number) is { } dollars ? new SizingPolicy.Fixed(Usdc.Of(dollars)) : null,
            ["percentage", var number] => Number(number) is { } percent ? new SizingPolicy.Percentage(percent) : null,
            ["tiered", var tiers] => TierText.TryParse(tiers, out var read) ? new SizingPolicy.Tiered(read) : null,
            ["position_gap", var pair] => pair.Split('/') is [var first, var second] && Number(first) is { } allocation && Number(second) is { } range
                ? new SizingPolicy.PositionGap(Usdc.Of(allocation), Usdc.Of(range)) : null,
            _ => null,
        };
        if (policy is not null && Problem(policy) is not null) policy = null;
        return policy is not null;
    }

    /// <summary>The word that <see cref="TryParse"/> reads back.</summary>
    public static string Write(SizingPolicy policy) => policy switch
    {
        SizingPolicy.Fixed @fixed => "fixed:" + @fixed.Amount.Amount.ToString("0.00####", CultureInfo.InvariantCulture),
        SizingPolicy.Percentage share => "percentage:" + share.Percent.ToString("0.######", CultureInfo.InvariantCulture),
        SizingPolicy.Tiered tiered => "tiered:" + TierText.Write(tiered.Tiers),
        SizingPolicy.TargetPercentile => "target_percentile",
        SizingPolicy.TargetPercentileScaled => "target_percentile_scaled",
        SizingPolicy.PositionGap gap => $"position_gap:{gap.Allocation}/{gap.Range}",
        SizingPolicy.MirrorFillExact => "exact",
        _ => "min_bet",
    };

    /// <summary>Why this cannot be a policy, as a sentence; null when it can.</summary>
    public static string? Problem(SizingPolicy policy) => policy switch
    {
        SizingPolicy.Fixed { Amount.Amount: <= 0m } => "The fixed amount must be above zero.",
        SizingPolicy.Fixed { Amount: var amount } when amount > Largest => "The fixed amount may be at most one billion dollars.",
        SizingPolicy.Percentage { Percent: <= 0m or > 100m } => "The percentage must be above 0 and at most 100.",
        SizingPolicy.Tiered tiered => TierText.Problem(tiered.Tiers),
        SizingPolicy.PositionGap { Allocation.Amount: <= 0m } or SizingPolicy.PositionGap { Range.Amount: <= 0m } => "Allocation and range of a position gap must be above zero.",
        SizingPolicy.PositionGap gap when gap.Allocation > Largest || gap.Range > Largest => "Allocation and range of a position gap may be at most one billion dollars.",
        SizingPolicy.PositionGap gap when gap.Allocation.Amount < gap.Range.Amount * LeastRatio => "The allocation of a position gap must be at least 5% of its range: smaller steps would never reach a market's minimum.",
        _ => null,
    };

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && decimal.Round(value, Usdc.Decimals) == value ? value : null;
}
