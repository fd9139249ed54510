using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>Percentiles of bets in dollars, with linear interpolation between samples (R0.21).</summary>
public sealed record BetPercentiles(Usdc P50, Usdc P75, Usdc P90, Usdc P95, Usdc P99)
{
    /// <summary>One sample for each market: what was spent on buying its dominant token, the one that most was spent on.</summary>
    public static IReadOnlyList<Usdc> SamplesOf(IEnumerable<FillSighting> fills) =>
    [
        .. fills.Where(fill => fill.Side == OrderSide.Buy)
            .GroupBy(fill => (fill.Condition, fill.Token))
            .Select(same => (same.Key.Condition, Cost: same.Sum(fill => fill.Legs.Items.Sum(leg => leg.Shares.Quantity * leg.Price.Value * leg.Count))))
            .GroupBy(side => side.Condition)
            .Select(sides => Usdc.RoundDown(sides.Max(side => side.Cost)))
            .Where(cost => cost > Usdc.Zero)
            .OrderBy(cost => cost.Amount),
    ];

    /// <summary>Null without a sample.</summary>
    public static BetPercentiles? Of(IReadOnlyList<Usdc> ascending)
    {
        if (ascending.Count == 0) return null;
        Usdc At(decimal percentile)
        {
            var rank = (ascending.Count - 1) * percentile;
            var below = (int)decimal.Floor(rank);
            var above = Math.Min(below + 1, ascending.Count - 1);
            return Usdc.RoundDown(ascending[below].Amount + ((ascending[above].Amount - ascending[below].Amount) * (rank - below)));
        }

        return new(At(0.50m), At(0.75m), At(0.90m), At(0.95m), At(0.99m));
    }

    /// <summary>The value at a percentile from 50 to 99, by a straight line between the five that are kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 50 to 99.</exception>
    public Usdc At(int percentile)
    {
        (int Percentile, Usdc Value)[] known = [(50, P50), (75, P75), (90, P90), (95, P95), (99, P99)];
        if (percentile is < 50 or > 99) throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "Percentiles are known from 50 to 99.");
        var upper = Array.FindIndex(known, entry => entry.Percentile >= percentile);
        if (known[upper].Percentile == percentile) return known[upper].Value;
        var (from, to) = (known[upper - 1], known[upper]);
        return Usdc.RoundDown(from.Value.Amount + ((to.Value.Amount - from.Value.Amount) * (percentile - from.Percentile) / (to.Percentile - from.Percentile)));
    }
}
