using System.Globalization;

namespace CopyTrade.Benchmarks;

/// <summary>Milliseconds of one measurement.</summary>
public sealed class Percentiles(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public int Count => _sorted.Length;

    public double At(double share) => _sorted.Length == 0 ? double.NaN : _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)];

    public override string ToString() => _sorted.Length == 0
        ? "no measurement"
        : string.Create(CultureInfo.InvariantCulture, $"p50 {At(.5):0.0} ms, p99 {At(.99):0.0} ms, worst {_sorted[^1]:0.0} ms, n={Count}");
}
