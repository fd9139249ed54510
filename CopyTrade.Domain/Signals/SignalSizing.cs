using System.Globalization;
using System.Text.Json.Serialization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Signals;

/// <summary>How many dollars we put on a buy intent (R1.10). A closed set; as JSON it carries <c>kind</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Fixed), "fixed")]
[JsonDerivedType(typeof(Percentage), "percentage")]
[JsonDerivedType(typeof(Tiered), "tiered")]
public abstract record SignalSizing
{
    private SignalSizing()
    {
    }

    /// <summary>The same dollars every time.</summary>
    /// <param name="Amount">Dollars, above zero.</param>
    public sealed record Fixed(Usdc Amount) : SignalSizing;

    /// <summary>A share of the trader's dollars.</summary>
    /// <param name="Percent">Above 0, at most 1000.</param>
    public sealed record Percentage(decimal Percent) : SignalSizing;

    /// <summary>A multiple of the trader's dollars, by how many they are. No tier matches: one to one. No tiers at all: nothing.</summary>
    /// <param name="Tiers">In ascending order.</param>
    public sealed record Tiered(IReadOnlyList<SizingTier> Tiers) : SignalSizing;

    /// <summary>Our dollars and how they came about, before any balance.</summary>
    public (Usdc Dollars, string Formula) For(Usdc theirs) => this switch
    {
        Fixed rule => (rule.Amount, $"${rule.Amount} for every intent"),
        Percentage rule => Times(theirs, rule.Percent / 100m, rule.Percent.ToString("0.####", CultureInfo.InvariantCulture) + "% of"),
        Tiered { Tiers.Count: 0 } => (Usdc.Zero, "no tiers are set"),
        Tiered rule => Tier(rule.Tiers, theirs),
        _ => throw new InvalidOperationException("An unknown way of sizing."),
    };

    private static (Usdc, string) Tier(IReadOnlyList<SizingTier> tiers, Usdc theirs)
    {
        var times = SizingTier.MultiplierOf(tiers, theirs);
        return Times(theirs, times, tiers.Any(tier => tier.Holds(theirs)) ? times.ToString("0.####", CultureInfo.InvariantCulture) + " ×" : "outside all tiers: 1 ×");
    }

    private static (Usdc, string) Times(Usdc theirs, decimal factor, string words)
    {
        var ours = Usdc.RoundDown(theirs.Amount * factor);
        return (ours, $"{words} ${theirs} = ${ours}");
    }
}
