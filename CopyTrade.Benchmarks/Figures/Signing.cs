using System.Diagnostics;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>One order digest and signature after the other, on one core.</summary>
public static class Signing
{
    public static string Measure()
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
        return FormattableString.Invariant($"signing ({(EthereumSigner.IsNative ? "libsecp256k1" : "managed")}): p50 {figures.At(.5):0.000} ms, p99 {figures.At(.99):0.000} ms, n={figures.Count}");
    }
}
