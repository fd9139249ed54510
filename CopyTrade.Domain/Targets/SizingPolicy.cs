using System.Text.Json.Serialization;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>How large our order is. A closed set, chosen for each target; stored and sent as JSON with <c>kind</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MinBet), "min_bet")]
[JsonDerivedType(typeof(Fixed), "fixed")]
[JsonDerivedType(typeof(Percentage), "percentage")]
public abstract record SizingPolicy
{
    private SizingPolicy()
    {
    }

    /// <summary>The smallest order that the market takes (R0.18).</summary>
    public sealed record MinBet : SizingPolicy;

    /// <summary>The same dollars for every fill, capped by balance (R1.10).</summary>
    /// <param name="Amount">Dollars, above zero.</param>
    public sealed record Fixed(Usdc Amount) : SizingPolicy;

    /// <summary>A share of the target's dollars, capped by balance (R1.10).</summary>
    /// <param name="Percent">Above 0, at most 100.</param>
    public sealed record Percentage(decimal Percent) : SizingPolicy;
}
