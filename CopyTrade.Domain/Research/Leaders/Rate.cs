namespace CopyTrade.Domain.Research.Leaders;

/// <summary>How often something was so, with the interval in which the true rate lies in 95 of 100 cases.</summary>
/// <param name="Hits">How often.</param>
/// <param name="N">Of how many.</param>
/// <param name="Low">Lower end, 0 to 1; 0 without a sample.</param>
/// <param name="High">Upper end, 0 to 1; 1 without a sample.</param>
public sealed record Rate(int Hits, int N, double Low, double High)
{
    private const double Z = 1.959964;

    /// <summary>The rate seen, 0 to 1; null without a sample: unknown is not zero.</summary>
    public double? Value => N > 0 ? (double)Hits / N : null;

    /// <summary>Wilson's score interval (Wilson 1927): (p̂ + z²/2n ± z √(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than none, or more hits than cases.</exception>
    public static Rate Of(int hits, int n)
    {
        if (hits < 0 || n < hits) throw new ArgumentOutOfRangeException(nameof(hits), hits, "Between none and all.");
        if (n == 0) return new(0, 0, 0, 1);
        var (p, zz) = ((double)hits / n, Z * Z);
        var middle = (p + (zz / (2 * n))) / (1 + (zz / n));
        var reach = Z * Math.Sqrt((p * (1 - p) / n) + (zz / (4.0 * n * n))) / (1 + (zz / n));
        return new(hits, n, Math.Clamp(middle - reach, 0, p), Math.Clamp(middle + reach, p, 1));
    }
}
