namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Prices paid as probabilities, against what came true. Decided positions only.</summary>
public static class Calibration
{
    private const int Fewest = 5;
    private const int Step = 10;

    /// <summary>Ten bands of ten cents.</summary>
    public static IReadOnlyList<CalibrationBand> Bands(IReadOnlyCollection<LeaderClosing> closed) =>
    [
        .. Enumerable.Range(0, 100 / Step).Select(i =>
        {
            var within = closed.Where(closing => closing.Won is not null && Math.Min(9, (int)(closing.AveragePrice.Value * 10m)) == i).ToList();
            return new CalibrationBand(i * Step, (i + 1) * Step, within.Count == 0 ? null : (double)within.Average(closing => closing.AveragePrice.Value), Rate.Of(within.Count(closing => closing.Won == true), within.Count));
        }),
    ];

    /// <summary>Mean of (price − outcome)²; null with fewer than five.</summary>
    public static double? Brier(IReadOnlyCollection<LeaderClosing> closed)
    {
        var decided = closed.Where(closing => closing.Won is not null).ToList();
        return decided.Count < Fewest ? null : decided.Average(closing => Math.Pow((double)closing.AveragePrice.Value - (closing.Won == true ? 1 : 0), 2));
    }

    /// <summary>How likely somebody wins at least as often who pays these prices without knowing more: one-sided normal approximation of Σ(outcome − price) over √Σ p(1−p); null with fewer than five.</summary>
    public static double? ChanceOfLuck(IReadOnlyCollection<LeaderClosing> closed)
    {
        var decided = closed.Where(closing => closing.Won is not null).ToList();
        var variance = decided.Sum(closing => (double)(closing.AveragePrice.Value * (1m - closing.AveragePrice.Value)));
        return decided.Count < Fewest || variance <= 0 ? null : 1 - Normal(decided.Sum(closing => (closing.Won == true ? 1 : 0) - (double)closing.AveragePrice.Value) / Math.Sqrt(variance));
    }

    // Abramowitz and Stegun 26.2.17, off by less than 7.5e-8.
    private static double Normal(double x)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        var tail = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return x >= 0 ? 1 - tail : tail;
    }
}
