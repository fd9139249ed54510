using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Mirroring;

public sealed class MirrorLeaseTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Hold_BySeveralHosts_IsOneUntilItGoes()
    {
        await using var first = NewLease();
        await using var second = NewLease();

        Assert.True(await first.HoldAsync(default));
        Assert.True(await first.HoldAsync(default));
        Assert.False(await second.HoldAsync(default));
        await first.DisposeAsync();
        Assert.True(await second.HoldAsync(default));
    }

    [Fact]
    public async Task Hold_ConnectionKilled_TakesTheLockAgain()
    {
        await using var lease = NewLease();
        await lease.HoldAsync(default);

        await database.QueryAsync<bool>("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'CopyTrade mirror lease' and datname = current_database()");

        Assert.True(await lease.HoldAsync(default));
    }

    private MirrorLease NewLease() => new(database.Databases, NullLogger<MirrorLease>.Instance);
}
