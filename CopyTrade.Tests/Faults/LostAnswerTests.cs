using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Faults;

/// <summary>F2 and F3: the venue takes the order, its answer is lost, or a retry is answered "Duplicated".</summary>
public sealed class LostAnswerTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Theory, InlineData("acceptThenReset"), InlineData("acceptThen500")]
    public async Task Order_AnswerLostAfterAcceptance_IsFoundAndNeverDoubled(string mode)
    {
        await using var rig = await EngineRig.StartAsync(database);
        var leader = EngineRig.Leader(mode.Length);
        await rig.FollowAsync(leader);
        var tokens = await rig.TokensAsync();
        await rig.Venue.FaultsAsync(new { postOrder = new { mode, count = 10 } });

        foreach (var token in tokens.Take(10)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));

        await rig.SettledAsync(10, TimeSpan.FromSeconds(30));
        var orders = await rig.Venue.OrdersAsync();
        Assert.Equal(10, orders.Count(order => order.Accepted));
        await Invariants.CheckAsync(rig);
    }

    [Fact]
    public async Task Order_AnswerHangsBeyondTheTimeout_IsFoundAndNeverDoubled()
    {
        await using var rig = await EngineRig.StartAsync(database, settings: new() { ["Polymarket:OrderTimeoutSeconds"] = "1" });
        var leader = EngineRig.Leader(77);
        await rig.FollowAsync(leader);
        var tokens = await rig.TokensAsync();
        await rig.Venue.FaultsAsync(new { postOrder = new { mode = "acceptThenHang", count = 3 } });

        foreach (var token in tokens.Take(3)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));

        await rig.SettledAsync(3, TimeSpan.FromSeconds(30));
        Assert.Equal(3, (await rig.Venue.OrdersAsync()).Count(order => order.Accepted));
        await Invariants.CheckAsync(rig);
    }

    [Fact]
    public async Task Order_ConnectionDroppedBeforeAcceptance_IsSentAgainWithTheSameBytes()
    {
        await using var rig = await EngineRig.StartAsync(database);
        var leader = EngineRig.Leader(78);
        await rig.FollowAsync(leader);
        var token = (await rig.TokensAsync())[0];
        await rig.Venue.FaultsAsync(new { postOrder = new { mode = "rejectReset", count = 1 } });

        await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));

        await rig.SettledAsync(1, TimeSpan.FromSeconds(30));
        Assert.Single(await rig.Venue.OrdersAsync(), order => order.Accepted);
        await Invariants.CheckAsync(rig);
    }
}
