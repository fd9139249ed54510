using CopyTrade.Infrastructure.Persistence.Embedded;

namespace CopyTrade.Tests.Infrastructure.Persistence;

public sealed class ClusterFolderTests
{
    [Fact]
    public void Cluster_OfAnOpenFolder_LiesInsideIt()
    {
        var open = Path.Combine(Path.GetTempPath(), "copytrade-open-" + Guid.NewGuid().ToString("N"));

        Assert.Equal(Path.Combine(open, "postgres"), ClusterFolder.For(open));
    }

    [Fact]
    public void Cluster_OfAFolderClosedToOthers_LiesWhereTheServerMayGo()
    {
        var closed = Directory.CreateTempSubdirectory("copytrade-closed-");   // created for its owner alone
        var other = Directory.CreateTempSubdirectory("copytrade-closed-");

        var place = ClusterFolder.For(closed.FullName);

        // Only root has to step aside; anybody else owns the folder and the server too.
        Assert.Equal(Environment.IsPrivilegedProcess, !place.StartsWith(closed.FullName, StringComparison.Ordinal));
        Assert.Equal(place, ClusterFolder.For(closed.FullName + "/"));
        Assert.NotEqual(place, ClusterFolder.For(other.FullName));
        closed.Delete();
        other.Delete();
    }
}
