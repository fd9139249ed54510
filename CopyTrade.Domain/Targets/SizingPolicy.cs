using System.Text.Json.Serialization;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>How large our order is. A closed set, chosen for each target; stored and sent as JSON with <c>kind</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MinBet), "min_bet")]
[JsonDerivedType(typeof(Fixed), "fixed")]
[JsonDerivedType(typeof(Percentage), "percentage")]
[JsonDerivedType(typeof(Tiered), "tiered")]
[JsonDerivedType(typeof(TargetPercentile), "target_percentile")]
[JsonDerivedType(typeof(TargetPercentileScaled), "target_percentile_scaled")]
[JsonDerivedType(typeof(PositionGap), "position_gap")]
[JsonDerivedType(typeof(MirrorFillExact), "mirror_fill_exact")]
public abstract record SizingPolicy
{
    private SizingPolicy()
    {
    }

    /// <summary>Whether the target's own position sizes decide, so that its statistic is looked at.</summary>
    [JsonIgnore]
    public bool UsesStatistic => this is TargetPercentile or TargetPercentileScaled;

    /// <summary>The smallest order that the market takes (R0.18).</summary>
    public sealed record MinBet : SizingPolicy;

    /// <summary>The same dollars for every fill, capped by balance (R1.10).</summary>
    /// <param name="Amount">Dollars, above zero.</param>
    public sealed record Fixed(Usdc Amount) : SizingPolicy;

    /// <summary>A share of the target's dollars, capped by balance (R1.10).</summary>
    /// <param name="Percent">Above 0, at most 100.</param>
    public sealed record Percentage(decimal Percent) : SizingPolicy;

    /// <summary>The target's dollars times the multiplier of the first tier that they fall into, capped by balance; ×1 when none does (R1.10).</summary>
    /// <param name="Tiers">Looked through in this order; none at all means nothing is bought.</param>
    public sealed record Tiered(IReadOnlyList<SizingTier> Tiers) : SizingPolicy
    {
        /// <summary>Looked through in this order.</summary>
        public IReadOnlyList<SizingTier> Tiers { get; init; } = Tiers ?? [];

        /// <summary>Equal when the tiers are, one by one.</summary>
        public bool Equals(Tiered? other) => other is not null && Tiers.SequenceEqual(other.Tiers);

        /// <inheritdoc />
        public override int GetHashCode() => Tiers.Aggregate(17, HashCode.Combine);
    }

    /// <summary>The smallest order, once the target's cost on the token reaches the target's filter percentile of its own position sizes (R0.19). Without a statistic as <see cref="MinBet"/>.</summary>
    public sealed record TargetPercentile : SizingPolicy;

    /// <summary>As <see cref="TargetPercentile"/>, growing from the smallest order to the ceiling between that percentile and the 99th (R0.20).</summary>
    public sealed record TargetPercentileScaled : SizingPolicy;

    /// <summary>Follows the target's position: our share of <paramref name="Allocation"/> grows as its cost beyond the baseline grows to <paramref name="Range"/>; the gap is bought, never sold (R0.22).</summary>
    /// <param name="Allocation">Dollars on one outcome at the full range.</param>
    /// <param name="Range">Dollars of the target beyond the baseline at which we are fully in; at most twenty times the allocation.</param>
    public sealed record PositionGap(Usdc Allocation, Usdc Range) : SizingPolicy;

    /// <summary>The target's dollars at the target's price; under the market's minimum it is skipped, never raised (R0.22).</summary>
    public sealed record MirrorFillExact : SizingPolicy;
}
