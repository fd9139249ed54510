using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Settlement;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Trading;

/// <summary>R0.48: how old the venue's word is, in aggregates; nothing known is null, not zero.</summary>
public sealed class SyncHealthTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Read_NothingUnderWay_KnowsNoAge()
    {
        var health = await ReadAsync(await _rig.SeedAsync());

        Assert.Equal((null, 0, 0), (health.OldestSyncedRowAgeMs, health.RowsStaleOver60s, health.RowsNeverSynced));
    }

    [Fact]
    public async Task Read_OrdersUnderWay_CountsTheirAges()
    {
        var tenant = await _rig.SeedAsync();
        var orders = new List<OrderRow>();
        foreach (var cause in (string[])["fresh", "old", "silent"]) orders.Add(await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = cause }));
        _rig.Clock.Advance(90);
        await database.ExecuteAsync("update trade_order set synced_at = @at where id = @Id", new { at = _rig.Clock.GetUtcNow().AddSeconds(-5), orders[0].Id });
        await database.ExecuteAsync("update trade_order set synced_at = @at where id = @Id", new { at = _rig.Clock.GetUtcNow().AddSeconds(-75), orders[1].Id });
        await database.ExecuteAsync("update trade_order set synced_at = null where id = @Id", new { orders[2].Id });

        var health = await ReadAsync(tenant);

        Assert.Equal((75_000L, 2, 1), (health.OldestSyncedRowAgeMs, health.RowsStaleOver60s, health.RowsNeverSynced));
        Assert.Equal(0, (await ReadAsync(await _rig.SeedAsync())).RowsNeverSynced);   // another tenant's
    }

    [Fact]
    public async Task Read_TheReconcilerRanOnAnotherHost_SaysWhen()
    {
        var tenant = await _rig.SeedAsync();
        var jobs = new JobHistory(database.Databases, _rig.Clock);
        Assert.Null((await ReadAsync(tenant)).ReconcilerLastTickAt);

        var run = await jobs.StartAsync(OrderReconciler.Job, _rig.Clock.GetUtcNow(), 1, "another/1", null, default);
        await jobs.FinishAsync(run, new JobReport(3, 0), null, default);
        var ended = _rig.Clock.GetUtcNow();
        _rig.Clock.Advance(60);
        await jobs.FinishAsync(await jobs.StartAsync(OrderReconciler.Job, _rig.Clock.GetUtcNow(), 1, "another/1", null, default), JobReport.Nothing, "broke", default);

        Assert.Equal(ended, (await ReadAsync(tenant)).ReconcilerLastTickAt);
    }

    private Task<SyncHealth> ReadAsync(TenantRef tenant) => new SyncHealthQuery(database.Scopes, new JobHistory(database.Databases, _rig.Clock), _rig.Clock).ReadAsync(tenant, default);
}
