using System.Numerics;

namespace CopyTrade.Simulator.Engine;

/// <summary>Dollars and shares as contracts and signed orders count them.</summary>
internal static class Millionths
{
    private const decimal PerWhole = 1_000_000m;

    /// <summary>What is below a millionth is cut off.</summary>
    public static BigInteger Of(decimal value) => new(decimal.Truncate(value * PerWhole));

    public static decimal Whole(BigInteger units) => (decimal)units / PerWhole;
}
