using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Faults;

/// <summary>F9 and F29: a venue that closes, falls silent or swallows everything costs neither memory nor threads, and is tried at a decent pace.</summary>
[Collection(nameof(AloneGroup))]
public sealed class NetworkStormTests
{
    private static readonly IReadOnlyDictionary<string, string> Plain = new Dictionary<string, string>();

    [Fact]
    public async Task Stream_ClosedAtOnceForTenMinutes_IsTriedEveryTenSecondsAndLeaksNothing()
    {
        var result = await RunAsync("closing", 10);

        // Never faster than every ten seconds once it is known to be useless, and never much slower.
        Assert.InRange(result.Attempts, 45, 75);
        Assert.InRange(result.Longest, 10, 15);
        AssertFlat(result);
    }

    [Fact]
    public async Task Stream_SilentForThirtyMinutesBesideItsPongs_IsReplacedEveryTimeItIsMissed()
    {
        var result = await RunAsync("silent", 30);

        // Thirty seconds of silence and at most ten until the next connection.
        Assert.InRange(result.Longest, 30, 45);
        Assert.InRange(result.Attempts, 40, 65);
        AssertFlat(result);
    }

    [Fact]
    public async Task Requests_IntoABlackHole_EndInTimeAndLeakNothing()
    {
        var result = await RunAsync("black-hole", 2);

        // Three attempts of 0.3 s each, and the pauses of 0.2 and 0.8 s between them.
        Assert.InRange(result.Longest, 1.5m, 6m);
        AssertFlat(result);
    }

    private static async Task<NetworkStormResult> RunAsync(string what, int length)
    {
        var printed = await AppProcess.RunAsync("CopyTrade.Tests.dll", [NetworkStorm.Verb, what, length.ToString(System.Globalization.CultureInfo.InvariantCulture)], Plain);
        return NetworkStormResult.Parse(printed.Split('\n').Single(line => line.StartsWith("storm: ", StringComparison.Ordinal)));
    }

    private static void AssertFlat(NetworkStormResult result)
    {
        Assert.True(result.Kilobytes < 1024, $"{result.Kilobytes} kB more than after warming up.");
        Assert.True(result.Threads <= 6, $"{result.Threads} threads more than after warming up.");
    }
}
