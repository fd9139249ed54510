using Xunit.Abstractions;

namespace CopyTrade.Tests.Faults;

/// <summary>F21: whoever does not read costs the trading path nothing.</summary>
public sealed class SlowReceiverTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Receivers_ThatNeverAnswer_DelayNoOrder()
    {
        var result = await ReceiverDrill.RunAsync(receivers: 4, browsers: 4, trades: 8, seed: 2101);

        output.WriteLine(result.Note);
        Assert.True(result.IsClean, result.ToString());
        Assert.True(result.Slowest < TimeSpan.FromSeconds(9), result.Note);   // less than one call to a dead receiver takes
    }
}
