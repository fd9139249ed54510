using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Tests.Faults;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Trading.Canary;

/// <summary>The one-dollar trial on the real engine: what the venue received, and that it received it once.</summary>
public sealed class CanaryTests
{
    [Fact]
    public async Task Trial_AskedForManyTimes_BuysOnceSellsOnceAndNamesItsCost()
    {
        await using var rig = await ReadyAsync();
        var before = (await rig.AccountAsync()).Usdc;
        var (desk, request) = (rig.Get<ICanary>(), Guid.CreateVersion7());

        var receipts = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => desk.RequestAsync(rig.Tenant, i == 0 ? Guid.CreateVersion7() : request, CancellationToken.None)));
        var run = await EndedAsync(rig);
        await desk.RequestAsync(rig.Tenant, run.Id, CancellationToken.None);   // pressed once more, after its end

        Assert.Single(receipts.Select(receipt => Assert.IsType<CanaryReceipt.Asked>(receipt).Id).Distinct());
        Assert.Equal((CanaryStage.Done, null), (run.Stage, run.Problem));
        var orders = (await rig.Venue.OrdersAsync()).Where(order => order.Accepted).ToList();
        Assert.Equal(["BUY", "SELL"], orders.OrderBy(order => order.ReceivedAt).Select(order => order.Side));
        Assert.Equal(before - (await rig.AccountAsync()).Usdc, run.Cost!.Value.Amount, 4);
        Assert.InRange(run.Cost.Value.Amount, 0m, 0.25m);
        // The sale was sent when the purchase was final, and not before.
        Assert.True((await rig.Database.QueryAsync<bool>("""
            select (select max(f.settled_at) from order_fill f where f.order_id = c.buy_order_id) <= (select s.created_at from trade_order s where s.id = c.sell_order_id) from wallet_canary c
            """)).Single());
    }

    [Fact]
    public async Task Trial_CrashedAfterEachOrderWasWritten_GoesOnWithTheSameOrders()
    {
        await using var rig = await ReadyAsync();
        var points = new CountedCrashPoints();
        await rig.PauseAsync();
        var thrown = 0;
        points.OnReach = point =>
        {
            if (point == CrashPoint.AfterInsert && Interlocked.Increment(ref thrown) <= 2) throw new InvalidOperationException("killed between the ledger and the queue");
        };
        await rig.RunAsync(services => services.AddSingleton<ICrashPoints>(points));
        await CheckedAsync(rig);

        await rig.Get<ICanary>().RequestAsync(rig.Tenant, Guid.CreateVersion7(), CancellationToken.None);
        var run = await EndedAsync(rig);

        Assert.Equal((CanaryStage.Done, true), (run.Stage, thrown >= 2));
        Assert.Equal(["BUY", "SELL"], (await rig.Venue.OrdersAsync()).Where(order => order.Accepted).OrderBy(order => order.ReceivedAt).Select(order => order.Side));
    }

    [Fact]
    public async Task Trial_UncheckedOrBlockedWallet_IsRefusedAndNothingIsWritten()
    {
        await using var rig = await EngineRig.StartAsync();
        await AssertRefusedAsync(rig, "Run the wallet checks first");
        await rig.Venue.StandingAsync(closedOnly: true);
        await CheckedAsync(rig, isClear: false);
        await AssertRefusedAsync(rig, "Run the wallet checks first");

        Assert.Empty(await rig.Database.QueryAsync<Guid>("select id from wallet_canary"));
    }

    private static async Task AssertRefusedAsync(EngineRig rig, string says) =>
        Assert.StartsWith(says, Assert.IsType<CanaryReceipt.Refused>(await rig.Get<ICanary>().RequestAsync(rig.Tenant, Guid.CreateVersion7(), CancellationToken.None)).Reason, StringComparison.Ordinal);

    /// <summary>A checked wallet, and somebody who has just traded so that there is a market to find.</summary>
    private static async Task<EngineRig> ReadyAsync()
    {
        // Between purchase and sale as much time may pass as the machine takes: the cost is the spread's, not that of a walk.
        var rig = await EngineRig.StartAsync(EngineRig.Still);
        foreach (var token in await rig.TokensAsync()) await rig.Venue.TradeAsync(EngineRig.Leader(7), token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await CheckedAsync(rig);
        return rig;
    }

    private static async Task CheckedAsync(EngineRig rig, bool isClear = true)
    {
        var desk = rig.Get<IPreflight>();
        var id = await desk.RequestAsync(rig.Tenant, CancellationToken.None);
        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () => await desk.LatestAsync(rig.Tenant, CancellationToken.None) is { EndedAt: not null } run && run.Id == id);
        Assert.Equal(isClear, (await desk.LatestAsync(rig.Tenant, CancellationToken.None))!.IsClear);
    }

    private static async Task<CanaryRun> EndedAsync(EngineRig rig)
    {
        CanaryRun? run = null;
        try
        {
            await Rig.UntilAsync(TimeSpan.FromSeconds(40), async () => (run = await rig.Get<ICanary>().LatestAsync(rig.Tenant, CancellationToken.None)) is { IsUnderWay: false });
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{run}\n{string.Join('\n', await rig.Database.QueryAsync<string>("select kind || ' ' || status || ' ' || coalesce(error, '') from harness_job"))}\n{string.Join('\n', await rig.Database.QueryAsync<string>("select side || ' ' || status || ' ' || matched_shares || ' ' || coalesce(failure_detail, '') || ' ' || coalesce(venue_error, '') from trade_order"))}", e);
        }

        return run!;
    }
}
