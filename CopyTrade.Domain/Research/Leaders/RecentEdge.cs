namespace CopyTrade.Domain.Research.Leaders;

/// <summary>A mean in which a position counts half as much for every 30 days since it was closed (R0.57, recency decay). What is left of the sample is Kish's effective size (Σw)²/Σw² (Kish 1965).</summary>
public static class RecentEdge
{
    private const double HalfLifeDays = 30;

    /// <summary>Mean and interval, n rounded down from the effective size; null with fewer than two.</summary>
    /// <param name="values">Value and age in days.</param>
    public static Estimate? Of(IReadOnlyCollection<(double Value, double Days)> values)
    {
        if (values.Count < 2) return null;
        var weighted = values.Select(one => (one.Value, Weight: Math.Pow(0.5, Math.Max(0, one.Days) / HalfLifeDays))).ToList();
        var sum = weighted.Sum(one => one.Weight);
        var size = sum * sum / weighted.Sum(one => one.Weight * one.Weight);
        if (size < 2 - 1e-9) return null;
        var mean = weighted.Sum(one => one.Weight * one.Value) / sum;
        var variance = weighted.Sum(one => one.Weight * (one.Value - mean) * (one.Value - mean)) / sum * size / (size - 1);
        return Estimate.Around(mean, Math.Sqrt(variance / size), (int)(size + 1e-9));
    }
}
