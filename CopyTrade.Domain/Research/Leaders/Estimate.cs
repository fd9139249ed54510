namespace CopyTrade.Domain.Research.Leaders;

/// <summary>A mean with the interval in which it lies in 95 of 100 cases.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="N">Cases behind it, at least two.</param>
public sealed record Estimate(double Mean, double Low, double High, int N)
{
    private const double Z = 1.959964;

    /// <summary>Standard error, as the interval says it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double Error => (High - Low) / (2 * Z);

    /// <summary>Mean ± Student's t times the standard error; null with fewer than two cases. t is approximated by z + (z³+z)/4ν (Fisher).</summary>
    public static Estimate? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2) return null;
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count);
        var reach = error * (Z + (((Z * Z * Z) + Z) / (4.0 * (values.Count - 1))));
        return new(mean, mean - reach, mean + reach, values.Count);
    }

    /// <summary>From mean and standard error.</summary>
    public static Estimate Around(double mean, double error, int n) => new(mean, mean - (Z * error), mean + (Z * error), n);
}
