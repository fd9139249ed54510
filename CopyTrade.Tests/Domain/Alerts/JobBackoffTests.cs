using CopyTrade.Domain.Alerts;

namespace CopyTrade.Tests.Domain.Alerts;

public sealed class JobBackoffTests
{
    [Theory, InlineData(1, 2), InlineData(2, 8), InlineData(3, 32), InlineData(4, 128), InlineData(5, 512), InlineData(6, 600), InlineData(1_000_000, 600)]
    public void After_AnyAttempt_GrowsFourfoldUpToTheLongest(int attempt, double seconds)
    {
        var least = JobBackoff.After(attempt, Guid.Empty);
        var most = JobBackoff.After(attempt, new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff"));

        Assert.Equal(TimeSpan.FromSeconds(seconds), least);
        Assert.Equal(seconds * 1.2, most.TotalSeconds, 3);
    }

    [Fact]
    public void After_JobsThatFailedTogether_AreSpread() =>
        Assert.True(Enumerable.Range(0, 50).Select(_ => JobBackoff.After(3, Guid.NewGuid())).Distinct().Count() > 20);

    [Fact]
    public void After_NoAttempt_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => JobBackoff.After(0, Guid.Empty));
}
