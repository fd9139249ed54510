namespace CopyTrade.Tests.Faults;

/// <summary>F14: serialization failures and deadlocks, a full disk, an exhausted pool. No order without a committed row, none twice, and nobody helps.</summary>
public sealed class StormTests
{
    [Fact]
    public async Task Statements_FailingOneInFive_DelayAndNeitherLoseNorDouble()
    {
        var result = await StormDrill.ContendedAsync(trades: 6, seed: 1411);

        Assert.True(result.Runs > 20, $"Only {result.Runs} statements failed.");
        Assert.True(result.IsClean, result.ToString());
    }

    [Fact]
    public async Task Disk_FullForSeconds_ResumesUnattended()
    {
        var result = await StormDrill.DiskFullAsync(TimeSpan.FromSeconds(3), trades: 6, seed: 1412);

        Assert.True(result.Runs > 0);
        Assert.True(result.IsClean, result.ToString());
    }

    [Fact]
    public async Task Pool_ExhaustedForSeconds_ResumesUnattended()
    {
        var result = await StormDrill.PoolExhaustedAsync(TimeSpan.FromSeconds(4), trades: 6, seed: 1413);

        Assert.True(result.Runs > 40, $"Only {result.Runs} connections could be held.");
        Assert.True(result.IsClean, result.ToString());
    }
}
