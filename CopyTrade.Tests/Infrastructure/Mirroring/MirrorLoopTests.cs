using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Mirroring;

public sealed class MirrorLoopTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Run_DatabaseFailsOnce_DecidesAfterwards()
    {
        using var house = new MirrorHouse(database);
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await house.FollowAsync(wallet);
        await database.ExecuteAsync("alter table copy_decision rename to copy_decision_away");
        await using var engine = new EngineLease(database.Databases, new LeaderFence(), TimeProvider.System, NullLogger<EngineLease>.Instance);
        var lease = new MirrorLease(engine, NullLogger<MirrorLease>.Instance);
        using var loop = new MirrorLoop(lease, house.Router, house.Signal, new SilentChanges(), Options.Create(new MirroringOptions()), TimeProvider.System, NullLogger<MirrorLoop>.Instance);
        await loop.StartAsync(default);
        await house.SeeAsync(house.Trade(wallet));
        await Assert.ThrowsAnyAsync<Exception>(() => house.NewRouter().RouteAsync(default));

        await database.ExecuteAsync("alter table copy_decision_away rename to copy_decision");
        var order = await house.Queue.TakeAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        await loop.StopAsync(default);

        Assert.Equal(tenant, order.Tenant);
    }
}
