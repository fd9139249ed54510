namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What means could have come out, had the same habits met another draw of markets: whole markets are drawn again with replacement, since positions in one market win and lose together (R0.58).</summary>
public static class Bootstrap
{
    /// <summary>Resamples drawn.</summary>
    public const int Resamples = 1_000;

    /// <summary>Percentiles kept, 0 to 100.</summary>
    public const int Points = 101;

    /// <summary>The mean's percentiles 0 to 100 over all resamples, rising; empty with fewer than two clusters.</summary>
    /// <param name="clusters">Values by market.</param>
    /// <param name="seed">The same seed gives the same answer.</param>
    public static IReadOnlyList<double> Means(IReadOnlyList<IReadOnlyList<double>> clusters, ulong seed)
    {
        if (clusters.Count < 2) return [];
        var sums = clusters.Select(cluster => (Sum: cluster.Sum(), cluster.Count)).ToArray();
        var draw = new SeededDraw(seed);
        var means = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            var (sum, count) = (0.0, 0);
            for (var k = 0; k < sums.Length; k++)
            {
                var picked = sums[draw.Next(sums.Length)];
                (sum, count) = (sum + picked.Sum, count + picked.Count);
            }

            means[i] = sum / count;
        }

        Array.Sort(means);
        return [.. Enumerable.Range(0, Points).Select(p => means[Math.Min(Resamples - 1, p * Resamples / (Points - 1))])];
    }

    /// <summary>How likely the mean is above a value, 0 to 1, read between the percentiles; null without any.</summary>
    public static double? ProbabilityAbove(IReadOnlyList<double> percentiles, double value)
    {
        if (percentiles.Count == 0) return null;
        if (value < percentiles[0]) return 1;
        if (value >= percentiles[^1]) return 0;
        var at = 0;
        while (at < percentiles.Count - 1 && percentiles[at + 1] <= value) at++;
        var step = percentiles[at + 1] - percentiles[at];
        return 1 - ((at + (step > 0 ? (value - percentiles[at]) / step : 0)) / (percentiles.Count - 1));
    }

    /// <summary>One draw of the mean, for <paramref name="unit"/> from 0 to 1.</summary>
    public static double Draw(IReadOnlyList<double> percentiles, double unit) => percentiles[(int)Math.Min(percentiles.Count - 1, unit * percentiles.Count)];
}
