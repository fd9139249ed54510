namespace CopyTrade.Tests.Faults;

/// <summary>F14: connections cut and killed, a partition, a server that is restarted.</summary>
public sealed class DatabaseFaultTests
{
    [Fact]
    public async Task Connections_CutAtRandomMoments_LoseAndDoubleNothing() => AssertClean(await DatabaseDrill.CutAsync(trades: 10, seed: 1401));

    [Fact]
    public async Task Partition_OfSeconds_ResumesUnattended() => AssertClean(await DatabaseDrill.PartitionAsync(TimeSpan.FromSeconds(5), trades: 6, seed: 1402));

    [Fact]
    public async Task Server_Restarted_ResumesUnattended() => AssertClean(await DatabaseDrill.RestartAsync(restarts: 2, seed: 1403));

    private static void AssertClean(DrillResult result) => Assert.True(result.IsClean, result.ToString());
}
