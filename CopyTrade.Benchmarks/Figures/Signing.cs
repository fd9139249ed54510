using System.Diagnostics;
using System.Globalization;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>One order digest and signature after the other, on one core.</summary>
public static class Signing
{
    public static void Measure(Report report)
    {
        var signer = new EthereumSigner(Convert.FromHexString("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));
        var digest = EthereumSigner.Keccak256("order"u8);
        for (var i = 0; i < 2_000; i++) digest = EthereumSigner.Keccak256(signer.Sign(digest));
        var times = new List<double>();
        for (var i = 0; i < 10_000; i++)
        {
            var start = Stopwatch.GetTimestamp();
            digest = EthereumSigner.Keccak256(signer.Sign(digest));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var figures = new Percentiles(times);
        report.Add(
            $"signing p50 / p99 ({(EthereumSigner.IsNative ? "libsecp256k1" : "managed")})",
            string.Create(CultureInfo.InvariantCulture, $"{figures.At(.5):0.000} / {figures.At(.99):0.000} ms (n {figures.Count})"), "p99 < 1 ms", figures.At(.99) < 1);
    }
}
