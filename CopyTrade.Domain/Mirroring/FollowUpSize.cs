using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Mirroring;

/// <summary>The size of a layer or hedge where the figures of R0.25 apply.</summary>
internal static class FollowUpSize
{
    /// <summary>True when this fill is judged by those figures and not by the sizing policy.</summary>
    public static bool Applies(MirrorInput input, MirrorBranch branch) =>
        branch is MirrorBranch.Layer or MirrorBranch.Hedge && input.Counting.FollowUps is { } rules && rules.IsGatedFor(input.Target.Sizing);

    /// <summary>What the figures want; only where they apply.</summary>
    public static SizeWish Of(MirrorInput input, MirrorBranch branch, Usdc floor, string floorFormula)
    {
        var rules = input.Counting.FollowUps ?? new FollowUpRules();
        var exposure = ExposureOf(input, branch);
        var needed = Needed(rules, floor);
        if (exposure is not { } ours || ours < needed) return Refused(SkipReason.FollowupPositionTooSmall, $"we have {Known(exposure)}, needed {EntrySize.Money(needed)}");
        return branch == MirrorBranch.Layer ? Layer(input, rules, ours, floor, floorFormula) : Hedge(input, rules, ours);
    }

    /// <summary>What of ours a follow-up builds on: this token for a layer, the other one for a hedge. Null when not known.</summary>
    public static Usdc? ExposureOf(MirrorInput input, MirrorBranch branch) => branch == MirrorBranch.Layer ? input.Snapshot.OpenIntent : input.Snapshot.Own?.Opposite;

    /// <summary>Least exposure for a follow-up.</summary>
    public static Usdc Needed(FollowUpRules rules, Usdc floor) => Usdc.Max(Usdc.RoundUp(rules.MinimumExposureUsdc), Usdc.RoundUp(floor.Amount * rules.FloorMultiple));

    private static SizeWish Layer(MirrorInput input, FollowUpRules rules, Usdc ours, Usdc floor, string floorFormula)
    {
        if (input.Context?.Statistic is { } statistic && input.TargetCost < statistic.At(input.Target.FilterPercentile))
        {
            var threshold = EntrySize.Money(statistic.At(input.Target.FilterPercentile));
            return Refused(SkipReason.TargetPositionBelowThreshold, FormattableString.Invariant($"their {EntrySize.Money(input.TargetCost)} under p{input.Target.FilterPercentile} {threshold}"));
        }

        var most = Usdc.RoundDown(ours.Amount * rules.LayerShare);
        return floor > most
            ? Refused(SkipReason.FollowupPositionTooSmall, $"{floorFormula} above {Percent(rules.LayerShare)} of {EntrySize.Money(ours)}")
            : new(floor, true, $"layer, {floorFormula}", Most: most);
    }

    private static SizeWish Hedge(MirrorInput input, FollowUpRules rules, Usdc ours)
    {
        if (input.Context is not { Token.Cost: not null, Opposite.Cost: { Amount: > 0m } primary }) return Refused(SkipReason.TargetPositionBelowThreshold, "their two sides are not known");
        var ratio = input.TargetCost.Amount / primary.Amount;
        var says = $"their hedge {EntrySize.Money(input.TargetCost)} of {EntrySize.Money(primary)} = {Percent(ratio)}";
        if (input.TargetCost.Amount < rules.HedgeMinimumUsdc || ratio < rules.HedgeMinimumRatio) return Refused(SkipReason.TargetPositionBelowThreshold, says);
        var missing = Usdc.RoundDown(ours.Amount * ratio) - input.Snapshot.OpenIntent;
        if (missing <= Usdc.Zero) return Refused(SkipReason.FollowupNotNeeded, $"{says}, we have {EntrySize.Money(input.Snapshot.OpenIntent)}");
        var most = Usdc.RoundDown(ours.Amount * rules.HedgeShare);
        var desired = Usdc.Min(missing, most);
        return new(desired, false, $"{says}, {EntrySize.Money(desired)} of {EntrySize.Money(ours)}", Most: most);
    }

    private static SizeWish Refused(SkipReason reason, string formula) => new(Usdc.Zero, false, formula, reason);

    private static string Known(Usdc? amount) => amount is { } known ? EntrySize.Money(known) : "an unknown position";

    private static string Percent(decimal part) => (part * 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
