using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>How large a wallet's own positions are: percentiles of its dominant-side cost per market and token over a window (R0.21).</summary>
/// <param name="CapturedAt">When it was computed, UTC.</param>
/// <param name="WindowDays">Length of the window.</param>
/// <param name="SampleSize">How many positions it is made of.</param>
/// <param name="P50">Dollars; half of the positions cost less.</param>
/// <param name="P75">Three quarters cost less.</param>
/// <param name="P90">Nine of ten.</param>
/// <param name="P95">Nineteen of twenty.</param>
/// <param name="P99">Ninety-nine of a hundred.</param>
public sealed record PositionStatistic(DateTimeOffset CapturedAt, int WindowDays, int SampleSize, Usdc P50, Usdc P75, Usdc P90, Usdc P95, Usdc P99)
{
    /// <summary>The cost at a percentile from 50 to 99, linear between the stored ones (R0.20); beyond them the nearest.</summary>
    public Usdc At(int percentile)
    {
        ReadOnlySpan<(int Percent, Usdc Cost)> known = [(50, P50), (75, P75), (90, P90), (95, P95), (99, P99)];
        for (var i = 1; i < known.Length; i++)
        {
            var ((from, low), (to, high)) = (known[i - 1], known[i]);
            if (percentile <= from) return low;
            if (percentile <= to) return Usdc.RoundDown(low.Amount + ((high.Amount - low.Amount) * (percentile - from) / (to - from)));
        }

        return P99;
    }
}
