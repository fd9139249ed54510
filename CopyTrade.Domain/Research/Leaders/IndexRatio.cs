namespace CopyTrade.Domain.Research.Leaders;

/// <summary>
/// The Sharpe ratio against a benchmark (Sharpe, "The Sharpe Ratio", Journal of Portfolio Management 21(1), 1994: S = mean(D) / σ(D) with D = the wallet's return less the benchmark's).
/// The benchmark of a day is the mean over the markets that all candidates closed on it, each market counted alike. Days on which the wallet closed nothing are left out;
/// it is brought to a year by the root of the number of its days in a year (R0.57).
/// </summary>
public static class IndexRatio
{
    /// <summary>Fewest days for a ratio.</summary>
    public const int FewestDays = 14;

    private const double DaysOfYear = 365;

    /// <summary>Null with fewer than <see cref="FewestDays"/> common days or without any movement.</summary>
    public static double? Of(IReadOnlyList<ReturnDay> own, IReadOnlyDictionary<DateOnly, ReturnDay> index)
    {
        var common = own.Where(day => index.ContainsKey(day.Day)).OrderBy(day => day.Day).ToList();
        if (common.Count < FewestDays) return null;
        double[] above = [.. common.Select(day => day.Mean - index[day.Day].Mean)];
        var mean = above.Average();
        var deviation = Math.Sqrt(above.Sum(value => (value - mean) * (value - mean)) / (above.Length - 1));
        var span = common[^1].Day.DayNumber - common[0].Day.DayNumber + 1;
        return deviation > 1e-9 ? mean / deviation * Math.Sqrt(above.Length * DaysOfYear / span) : null;
    }
}
