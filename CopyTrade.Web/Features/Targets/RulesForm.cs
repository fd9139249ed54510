using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Targets;

/// <summary>The rules of a target while they are edited.</summary>
public sealed class RulesForm
{
    public const decimal LargestMax = 1_000m;

    public SizingKind Kind { get; set; } = SizingKind.MinBet;

    public decimal? Amount { get; set; } = 5m;

    public decimal? Percent { get; set; } = 5m;

    public decimal? Max { get; set; } = 10m;

    public string? Label { get; set; }

    /// <summary>Why these are no rules, as a sentence; null when they are.</summary>
    public string? Problem => this switch
    {
        { Kind: SizingKind.Fixed, Amount: null or <= 0m } => "The fixed amount must be above zero.",
        { Kind: SizingKind.Percentage, Percent: null or <= 0m or > 100m } => "The percentage must be above 0 and at most 100.",
        { Max: null or <= 0m } => "The most on one outcome must be above zero.",
        { Max: > LargestMax } => "The most on one outcome may be at most $1,000.00.",
        { Kind: SizingKind.Fixed } when Amount > Max => "The fixed amount is above the most on one outcome: nothing would ever be copied.",
        { Label.Length: > 60 } => "A label has at most 60 characters.",
        _ => null,
    };

    /// <summary>The policy, once there is no <see cref="Problem"/>.</summary>
    public SizingPolicy Sizing => Kind switch
    {
        SizingKind.Fixed => new SizingPolicy.Fixed(Usdc.RoundDown(Amount ?? 0m)),
        SizingKind.Percentage => new SizingPolicy.Percentage(Percent ?? 0m),
        _ => new SizingPolicy.MinBet(),
    };

    public Usdc MaxPerTrade => Usdc.RoundDown(Max ?? 0m);

    /// <summary>The label without surrounding space; empty for none.</summary>
    public string CleanLabel => Label?.Trim() ?? "";

    public static RulesForm Of(CopyTarget target)
    {
        var form = new RulesForm { Max = target.MaxPerTrade.Amount, Label = target.Label };
        switch (target.Sizing)
        {
            case SizingPolicy.Fixed @fixed: (form.Kind, form.Amount) = (SizingKind.Fixed, @fixed.Amount.Amount); break;
            case SizingPolicy.Percentage share: (form.Kind, form.Percent) = (SizingKind.Percentage, share.Percent); break;
            default: form.Kind = SizingKind.MinBet; break;
        }

        return form;
    }

    /// <summary>Rule, what it is now, what it would be; empty when nothing was changed.</summary>
    public IReadOnlyList<(string Rule, string Now, string New)> ChangesTo(CopyTarget target)
    {
        var changes = new List<(string, string, string)>();
        if (Sizing != target.Sizing) changes.Add(("How to size", PolicySays.Name(target.Sizing), PolicySays.Name(Sizing)));
        if (MaxPerTrade != target.MaxPerTrade) changes.Add(("Most on one outcome", Shared.Format.Usd(target.MaxPerTrade.Amount), Shared.Format.Usd(MaxPerTrade.Amount)));
        if (CleanLabel != (target.Label ?? "")) changes.Add(("Label", string.IsNullOrEmpty(target.Label) ? "none" : target.Label, CleanLabel.Length == 0 ? "none" : CleanLabel));
        return changes;
    }
}
