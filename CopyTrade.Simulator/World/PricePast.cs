using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CopyTrade.Simulator.World;

/// <summary>A made-up past of a market's prices around what it is worth now: the same for the same market, hour and price, and complementary for its two outcomes.</summary>
internal static class PricePast
{
    private const decimal LargestOfAnHour = 0.02m;
    private const decimal LargestOfADay = 0.04m;
    private const int MostPoints = 2_000;

    /// <summary>One point every so many minutes, oldest first, within the life of the market.</summary>
    public static IEnumerable<(long Time, decimal Price)> Of(ListedMarket market, int outcome, DateTimeOffset from, DateTimeOffset to, int minutes)
    {
        var step = Math.Max(1, minutes) * 60L;
        var first = Math.Max(from.ToUnixTimeSeconds(), market.StartDate.ToUnixTimeSeconds()) / step * step;
        var last = to.ToUnixTimeSeconds();
        for (var time = Math.Max(first, last - (step * MostPoints)); time <= last; time += step)
        {
            var price = Math.Clamp(market.Fair + (Noise(market, time / 3_600, "hour") * LargestOfAnHour) + (Noise(market, time / 86_400, "day") * LargestOfADay), 0.02m, 0.98m);
            yield return (time, decimal.Round(outcome == 0 ? price : 1m - price, 4));
        }
    }

    /// <summary>From −1 to 1.</summary>
    private static decimal Noise(ListedMarket market, long index, string of)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{market.ConditionId}:{of}:{index}")));
        return ((BinaryPrimitives.ReadUInt16BigEndian(hash) / 65_535m) * 2m) - 1m;
    }
}
