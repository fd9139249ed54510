using System.Globalization;

namespace CopyTrade.Tests.Faults;

/// <summary>What a process came to in a network storm.</summary>
/// <param name="Attempts">Connections made, or requests.</param>
/// <param name="Longest">Seconds: between two connections, or of a request.</param>
/// <param name="Kilobytes">More memory at the end than after warming up.</param>
/// <param name="Threads">More threads.</param>
internal sealed record NetworkStormResult(int Attempts, decimal Longest, long Kilobytes, int Threads)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"storm: {Attempts} {Longest:0.000} {Kilobytes} {Threads}");

    public static NetworkStormResult Parse(string line)
    {
        var parts = line.Split(' ');
        return new(int.Parse(parts[1], CultureInfo.InvariantCulture), decimal.Parse(parts[2], CultureInfo.InvariantCulture), long.Parse(parts[3], CultureInfo.InvariantCulture), int.Parse(parts[4], CultureInfo.InvariantCulture));
    }
}
