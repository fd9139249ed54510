using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Targets;

/// <summary>The rules of a target, or of the defaults, while they are edited.</summary>
public sealed class RulesForm
{
    public const decimal LargestMax = 1_000m;
    public const string AmountName = "Amount in USDC";
    public const string PercentName = "Percent of their trade";
    public const string AllocationName = "Fully in with, USDC";
    public const string RangeName = "They are all in at, USDC";
    public const string MaxName = "Most on one outcome in USDC";

    public SizingKind Kind { get; set; } = SizingKind.MinBet;

    public decimal? Amount { get; set; } = 5m;

    public decimal? Percent { get; set; } = 5m;

    public string? Tiers { get; set; } = "1-100:0.1,100-1000:0.05,1000+:0.02";

    public decimal? Allocation { get; set; } = 10m;

    public decimal? Range { get; set; } = 200m;

    public int Percentile { get; set; } = 75;

    public decimal? Max { get; set; } = 10m;

    public string? Label { get; set; }

    /// <summary>Own rules; what is left out comes from the layer below.</summary>
    public CopyRules Own { get; set; } = CopyRules.None;

    /// <summary>What was typed into a number or a list and is none.</summary>
    public Unread Unread { get; } = new();

    public bool UsesPercentile => Kind is SizingKind.TargetPercentile or SizingKind.TargetPercentileScaled;

    /// <summary>Why these are no rules, as a sentence; null when they are.</summary>
    public string? Problem => Unread.Problem ?? Fault;

    /// <summary>What was read so far makes rules, whatever could not be read.</summary>
    public bool HasPolicy => Fault is null;

    private string? Fault => this switch
    {
        { Kind: SizingKind.Fixed, Amount: null or <= 0m } => "The fixed amount must be above zero.",
        { Kind: SizingKind.Percentage, Percent: null or <= 0m or > 100m } => "The percentage must be above 0 and at most 100.",
        { Kind: SizingKind.Tiered } when !TierText.TryParse(Tiers, out _) => "Tiers are written as from-to:multiplier, such as 1-100:2,100-500:1,500+:0.5.",
        { Kind: SizingKind.PositionGap } when Allocation is null or <= 0m || Range is null or <= 0m => "Allocation and range must be above zero.",
        { Max: null or <= 0m } => "The most on one outcome must be above zero.",
        { Max: > LargestMax } => "The most on one outcome may be at most $1,000.00.",
        { Kind: SizingKind.Fixed } when Amount > Max => "The fixed amount is above the most on one outcome: nothing would ever be copied.",
        { Label.Length: > 60 } => "A label has at most 60 characters.",
        _ => PolicyText.Problem(Sizing) ?? CopyRulesCheck.Problem(Own),
    };

    /// <summary>The policy, once there is no <see cref="Problem"/>.</summary>
    public SizingPolicy Sizing => Kind switch
    {
        SizingKind.Fixed => new SizingPolicy.Fixed(Usdc.RoundDown(Amount ?? 0m)),
        SizingKind.Percentage => new SizingPolicy.Percentage(Percent ?? 0m),
        SizingKind.Tiered => new SizingPolicy.Tiered(TierText.TryParse(Tiers, out var tiers) ? tiers : []),
        SizingKind.TargetPercentile => new SizingPolicy.TargetPercentile(),
        SizingKind.TargetPercentileScaled => new SizingPolicy.TargetPercentileScaled(),
        SizingKind.PositionGap => new SizingPolicy.PositionGap(Usdc.RoundDown(Allocation ?? 0m), Usdc.RoundDown(Range ?? 0m)),
        SizingKind.MirrorFillExact => new SizingPolicy.MirrorFillExact(),
        _ => new SizingPolicy.MinBet(),
    };

    public Usdc MaxPerTrade => Usdc.RoundDown(Max ?? 0m);

    /// <summary>The label without surrounding space; empty for none.</summary>
    public string CleanLabel => Label?.Trim() ?? "";

    /// <summary>Takes a value that another page proposes for one rule; nothing where there is no such rule. It is saved like any other change, or not.</summary>
    public void Propose(string? rule, decimal? value)
    {
        if (value is not { } proposed) return;
        if (rule == "percent") (Kind, Percent) = (SizingKind.Percentage, proposed);
        else if (rule == "max") Max = proposed;
        else if (RuleSpecs.All.FirstOrDefault(spec => spec.Code == rule) is { } spec) Own = spec.Set(Own, proposed);
    }

    public TargetEdit Edit => new(CleanLabel, Sizing, MaxPerTrade, Percentile, Own);

    public static RulesForm Of(CopyTarget target)
    {
        var form = Of(target.Sizing, target.MaxPerTrade, target.FilterPercentile, target.Rules ?? CopyRules.None);
        form.Label = target.Label;
        return form;
    }

    public static RulesForm Of(CopyDefaults defaults) => Of(defaults.Sizing, defaults.MaxPerTrade, defaults.FilterPercentile, defaults.Rules);

    /// <summary>Another way to size: what was typed for the one before is asked for no more.</summary>
    public void Choose(SizingKind kind)
    {
        Kind = kind;
        foreach (var field in (string[])[AmountName, PercentName, AllocationName, RangeName]) Unread.Forget(field);
    }

    /// <summary>Takes a preset over as it is; every value stays editable.</summary>
    public void Take(RulePreset preset)
    {
        Unread.ForgetAll();
        Read(preset.Sizing);
        (Max, Percentile, Own) = (preset.MaxPerTrade.Amount, preset.FilterPercentile, preset.Rules);
    }

    public bool IsOn(RulePreset preset) => Problem is null && Sizing == preset.Sizing && MaxPerTrade == preset.MaxPerTrade && Percentile == preset.FilterPercentile && Own == preset.Rules;

    /// <summary>Rule, what it is now, what it would be; empty when nothing was changed.</summary>
    public IReadOnlyList<(string Rule, string Now, string New)> ChangesTo(CopyTarget target)
    {
        var changes = ChangesTo(target.Sizing, target.MaxPerTrade, target.FilterPercentile, target.Rules ?? CopyRules.None);
        if (CleanLabel != (target.Label ?? "")) changes.Add(("Label", string.IsNullOrEmpty(target.Label) ? "none" : target.Label, CleanLabel.Length == 0 ? "none" : CleanLabel));
        return changes;
    }

    public IReadOnlyList<(string Rule, string Now, string New)> ChangesTo(CopyDefaults defaults) => ChangesTo(defaults.Sizing, defaults.MaxPerTrade, defaults.FilterPercentile, defaults.Rules);

    private static RulesForm Of(SizingPolicy sizing, Usdc max, int percentile, CopyRules rules)
    {
        var form = new RulesForm { Max = max.Amount, Percentile = percentile, Own = rules };
        form.Read(sizing);
        return form;
    }

    private void Read(SizingPolicy sizing)
    {
        switch (sizing)
        {
            case SizingPolicy.Fixed @fixed: (Kind, Amount) = (SizingKind.Fixed, @fixed.Amount.Amount); break;
            case SizingPolicy.Percentage share: (Kind, Percent) = (SizingKind.Percentage, share.Percent); break;
            case SizingPolicy.Tiered tiered: (Kind, Tiers) = (SizingKind.Tiered, TierText.Write(tiered.Tiers)); break;
            case SizingPolicy.TargetPercentile: Kind = SizingKind.TargetPercentile; break;
            case SizingPolicy.TargetPercentileScaled: Kind = SizingKind.TargetPercentileScaled; break;
            case SizingPolicy.PositionGap gap: (Kind, Allocation, Range) = (SizingKind.PositionGap, gap.Allocation.Amount, gap.Range.Amount); break;
            case SizingPolicy.MirrorFillExact: Kind = SizingKind.MirrorFillExact; break;
            default: Kind = SizingKind.MinBet; break;
        }
    }

    private List<(string Rule, string Now, string New)> ChangesTo(SizingPolicy sizing, Usdc max, int percentile, CopyRules rules)
    {
        var changes = new List<(string, string, string)>();
        if (Sizing != sizing) changes.Add(("How to size", PolicySays.Name(sizing), PolicySays.Name(Sizing)));
        if (Percentile != percentile) changes.Add(("Copy from percentile", $"p{percentile}", $"p{Percentile}"));
        if (MaxPerTrade != max) changes.Add(("Most on one outcome", Format.Usd(max.Amount), Format.Usd(MaxPerTrade.Amount)));
        foreach (var (name, now, next) in RuleText.Differences(Settings(rules), Settings(Own))) changes.Add((RuleSpecs.Label(name), RuleSpecs.Say(name, now), RuleSpecs.Say(name, next)));
        return changes;
    }

    private static TargetSettings Settings(CopyRules rules) => new(null, new SizingPolicy.MinBet(), Usdc.Zero, 75, rules, true);
}
