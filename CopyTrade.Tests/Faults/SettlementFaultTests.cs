using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>F5 as far as it stands today, and F8: a match that never becomes final is no position, one that fails is undone, one fill seen twice is one order.</summary>
public sealed class SettlementFaultTests
{
    [Fact]
    public async Task Match_ThatFailsToSettle_IsVoidAndNotBoughtAgain()
    {
        await using var rig = await EngineRig.StartAsync();
        var leader = EngineRig.Leader(501);
        await rig.FollowAsync(leader);
        var token = (await rig.TokensAsync())[0];
        await rig.Venue.FaultsAsync(new { settlement = new { neverConfirm = false, failAfterMs = 300, count = 1 } });

        await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));

        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () =>
            (await rig.Database.QueryAsync<long>("select count(*) from order_fill where settlement = 'failed'")).Single() > 0);
        Assert.Equal(0, (await rig.Database.QueryAsync<long>("select count(*) from lot")).Single());
        Assert.Single(await rig.Venue.OrdersAsync(), order => order.Accepted);
    }

    [Fact]
    public async Task Engine_RestartedAfterAcceptance_TakesUpSettlementWhereItWas()
    {
        await using var rig = await EngineRig.StartAsync(new() { Leaders = false, DataLag = TimeSpan.Zero, MinedAfter = TimeSpan.FromSeconds(1), ConfirmedAfter = TimeSpan.FromSeconds(1), AutoFundUsdc = 100_000m });
        var leader = EngineRig.Leader(502);
        await rig.FollowAsync(leader);
        var tokens = await rig.TokensAsync();
        foreach (var token in tokens.Take(3)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Venue.OrdersAsync()).Count(order => order.Accepted) == 3);

        await rig.PauseAsync();
        await rig.RunAsync();

        await rig.SettledAsync(3, TimeSpan.FromSeconds(60));
        await Invariants.CheckAsync(rig);
    }
}
