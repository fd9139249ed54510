using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Mirroring;

/// <summary>The arithmetic of each sizing policy (R0.18 to R0.22, R1.10).</summary>
internal static class SizeWishes
{
    /// <summary>What the target's policy wants of this fill.</summary>
    /// <param name="input">The fill and everything around it.</param>
    /// <param name="floor">The market's minimum in dollars.</param>
    /// <param name="floorFormula">How it came about.</param>
    public static SizeWish Of(MirrorInput input, Usdc floor, string floorFormula) => input.Target.Sizing switch
    {
        SizingPolicy.MinBet => new(floor, true, floorFormula),
        SizingPolicy.Fixed @fixed => new(@fixed.Amount, false, $"{EntrySize.Money(@fixed.Amount)} for every fill"),
        SizingPolicy.Percentage share => Percentage(share.Percent, input),
        SizingPolicy.Tiered tiered => Tiered(tiered.Tiers, input),
        SizingPolicy.MirrorFillExact => new(input.TheirNotional, false, $"as theirs, {Theirs(input)}"),
        SizingPolicy.TargetPercentile => Percentile(input, floor, floorFormula),
        SizingPolicy.TargetPercentileScaled => Scaled(input, floor, floorFormula),
        SizingPolicy.PositionGap gap => Gap(gap, input),
        _ => throw new ArgumentOutOfRangeException(nameof(input), input.Target.Sizing, "Not a sizing policy."),
    };

    private static SizeWish Percentage(decimal percent, MirrorInput input)
    {
        var desired = Usdc.RoundDown(input.TheirNotional.Amount * percent / 100m);
        return new(desired, false, $"{Number(percent)}% of {Theirs(input)} = {EntrySize.Money(desired)}");
    }

    private static SizeWish Tiered(IReadOnlyList<SizingTier> tiers, MirrorInput input)
    {
        var multiplier = SizingTier.MultiplierOf(tiers, input.TheirNotional);
        var desired = Usdc.RoundDown(input.TheirNotional.Amount * multiplier);
        return new(desired, false, $"{Theirs(input)} × {Number(multiplier)} = {EntrySize.Money(desired)}");
    }

    // Wallets without a statistic get the smallest order (R0.18).
    private static SizeWish Percentile(MirrorInput input, Usdc floor, string floorFormula)
    {
        if (input.Context?.Statistic is not { } statistic) return new(floor, true, $"no statistic yet, {floorFormula}");
        var threshold = statistic.At(input.Target.FilterPercentile);
        var says = Stands(input, threshold);
        return input.TargetCost < threshold ? new(Usdc.Zero, false, says, SkipReason.BelowTargetPercentile) : new(floor, true, $"{says}, {floorFormula}");
    }

    private static SizeWish Scaled(MirrorInput input, Usdc floor, string floorFormula)
    {
        if (input.Context?.Statistic is not { } statistic) return new(floor, true, $"no statistic yet, {floorFormula}");
        var (threshold, top, most) = (statistic.At(input.Target.FilterPercentile), statistic.P99, input.Target.MaxPerTrade);
        var says = Stands(input, threshold);
        if (input.TargetCost < threshold) return new(Usdc.Zero, false, says, SkipReason.BelowTargetPercentile);
        if (floor > most) return new(floor, true, $"{says}, {floorFormula}");
        var reach = top <= threshold ? 1m : Math.Clamp((input.TargetCost - threshold).Amount / (top - threshold).Amount, 0m, 1m);
        var side = input.SideFraction ?? 1m;
        var scaled = Usdc.RoundDown((floor.Amount + ((most - floor).Amount * reach)) * side);
        var formula = $"{says}, ({EntrySize.Money(floor)} + {EntrySize.Money(most - floor)} × {Number(reach)}) × {Number(side)} of the market = {EntrySize.Money(scaled)}";
        if (input.Market is { } market && scaled < market.MinimumNotional) return new(scaled, false, formula, SkipReason.BelowMarketMin);
        return new(Usdc.Min(Usdc.Max(scaled, floor), most), false, formula);
    }

    private static SizeWish Gap(SizingPolicy.PositionGap gap, MirrorInput input)
    {
        if (input.Context is not { Token.Cost: not null, Baseline: { } baseline }) return new(Usdc.Zero, false, "their position is counted from here on", SkipReason.BeforeBaselineSnapshot);
        var beyond = Usdc.Max(Usdc.Zero, input.TargetCost - baseline);
        var wanted = Usdc.RoundDown(gap.Allocation.Amount * Math.Min(beyond.Amount / gap.Range.Amount, 1m));
        var missing = wanted - input.Snapshot.OpenIntent;
        var formula = $"{EntrySize.Money(gap.Allocation)} × min({EntrySize.Money(beyond)} / {EntrySize.Money(gap.Range)}, 1) − {EntrySize.Money(input.Snapshot.OpenIntent)} = {EntrySize.Money(missing)}";
        return new(missing, false, formula, missing <= Usdc.Zero ? SkipReason.FollowupNotNeeded : null);
    }

    private static string Stands(MirrorInput input, Usdc threshold) => string.Create(
        CultureInfo.InvariantCulture,
        $"their {EntrySize.Money(input.TargetCost)} {(input.TargetCost < threshold ? "under" : "reaches")} p{input.Target.FilterPercentile} {EntrySize.Money(threshold)}");

    private static string Theirs(MirrorInput input) => EntrySize.Money(input.TheirNotional)
        + (input.Group is { Members.Count: > 0 and var others } ? string.Create(CultureInfo.InvariantCulture, $" in {others + 1} trades") : "");

    private static string Number(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
