using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features;

/// <summary>A target's rules in plain words.</summary>
public static class PolicySays
{
    /// <summary>For a line: <c>fixed $5.00, up to $25.00</c>.</summary>
    public static string Short(SizingPolicy sizing, Usdc max) => $"{Name(sizing)}, up to {Format.Usd(max.Amount)}";

    /// <summary>Without the ceiling: <c>10% of theirs</c>.</summary>
    public static string Name(SizingPolicy sizing) => sizing switch
    {
        SizingPolicy.Fixed @fixed => $"fixed {Format.Usd(@fixed.Amount.Amount)}",
        SizingPolicy.Percentage share => $"{Percent(share.Percent)} of theirs",
        SizingPolicy.Tiered tiered => tiered.Tiers.Count == 1 ? "one tier of theirs" : $"{tiered.Tiers.Count} tiers of theirs",
        SizingPolicy.TargetPercentile => "minimum, larger positions",
        SizingPolicy.TargetPercentileScaled => "scaled with their position",
        SizingPolicy.PositionGap gap => $"their position, fully in with {Format.Usd(gap.Allocation.Amount)}",
        SizingPolicy.MirrorFillExact => "same price and amount",
        _ => "market minimum",
    };

    /// <summary>What will happen, as a sentence.</summary>
    public static string Effect(SizingPolicy sizing, Usdc max) => sizing switch
    {
        SizingPolicy.Fixed @fixed => $"Each trade of theirs becomes an order of {Format.Usd(@fixed.Amount.Amount)}, whatever they paid. On one outcome you never have more than {Format.Usd(max.Amount)} through this target.",
        SizingPolicy.Percentage share => $"When they pay $100.00 you pay {Format.Usd(share.Percent)}. Orders under the market's minimum are skipped. On one outcome you never have more than {Format.Usd(max.Amount)} through this target.",
        SizingPolicy.Tiered => $"Their dollars times the multiplier of the tier that they fall into. On one outcome you never have more than {Format.Usd(max.Amount)} through this target.",
        SizingPolicy.TargetPercentile => $"Their larger positions become the smallest order that the market takes. On one outcome you never have more than {Format.Usd(max.Amount)} through this target.",
        SizingPolicy.TargetPercentileScaled => $"The larger their position is for them, the larger your order, from the smallest up to {Format.Usd(max.Amount)} on one outcome.",
        SizingPolicy.PositionGap gap => $"Your position grows to {Format.Usd(gap.Allocation.Amount)} as theirs grows by {Format.Usd(gap.Range.Amount)}. On one outcome you never have more than {Format.Usd(max.Amount)} through this target.",
        SizingPolicy.MirrorFillExact => $"Their dollars at their price, or nothing. On one outcome you never have more than {Format.Usd(max.Amount)} through this target.",
        _ => $"Each trade of theirs becomes the smallest order that the market takes, often 5 shares or $1.00. On one outcome you never have more than {Format.Usd(max.Amount)} through this target.",
    };

    public static string Percent(decimal percent) => percent.ToString("0.####", CultureInfo.InvariantCulture) + "%";
}
