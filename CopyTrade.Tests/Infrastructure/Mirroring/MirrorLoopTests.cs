using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Fixtures;
using Dapper;
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
        await using var engine = NewEngine();
        using var loop = NewLoop(engine, house);
        await loop.StartAsync(default);
        await house.SeeAsync(house.Trade(wallet));
        // Its own failure: while it holds the fill another router would find none to fail with.
        await Rig.UntilAsync(Wait.Limit, () => Task.FromResult(loop.Loops[0] is { FailuresInARow: > 0, Problem: { } why } && why.Contains("copy_decision", StringComparison.Ordinal)));

        await database.ExecuteAsync("alter table copy_decision_away rename to copy_decision");
        var order = await house.Queue.TakeAsync(new CancellationTokenSource(Wait.Limit).Token);
        await loop.StopAsync(default);

        Assert.Equal(tenant, order.Tenant);
    }

    /// <summary>A second source holds the fill while it compares, finds nothing to add and says nothing: the fill must not wait for the slow tick.</summary>
    [Fact]
    public async Task Run_FillHeldByASecondSource_IsDecidedAsSoonAsItIsLetGo()
    {
        using var house = new MirrorHouse(database);
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await house.FollowAsync(wallet);
        await house.SeeAsync(house.Trade(wallet));
        await using var engine = NewEngine();
        using var loop = NewLoop(engine, house);
        await using (var second = await database.Databases.Watcher.OpenConnectionAsync())
        await using (var compares = await second.BeginTransactionAsync())
        {
            await second.ExecuteAsync("select 1 from observed_fill where wallet = @wallet for update", new { wallet }, compares);
            await loop.StartAsync(default);
            using var glance = new CancellationTokenSource(TimeSpan.FromSeconds(0.5));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await house.Queue.TakeAsync(glance.Token));
        }

        using var patience = new CancellationTokenSource(Wait.Limit);
        var order = await house.Queue.TakeAsync(patience.Token);
        await loop.StopAsync(default);

        Assert.Equal(tenant, order.Tenant);
    }

    private EngineLease NewEngine() => new(database.Databases, new LeaderFence(), TimeProvider.System, NullLogger<EngineLease>.Instance);

    private static MirrorLoop NewLoop(EngineLease engine, MirrorHouse house) => new(
        new MirrorLease(engine, NullLogger<MirrorLease>.Instance), house.Router, house.Signal, new SilentChanges(), Options.Create(new MirroringOptions()), TimeProvider.System, NullLogger<MirrorLoop>.Instance);
}
