namespace CopyTrade.Tests.Faults;

/// <summary>F2 and F3: the venue takes the order, its answer is lost, or a retry is answered "Duplicated".</summary>
public sealed class LostAnswerTests
{
    [Theory, InlineData("acceptThenReset"), InlineData("acceptThen500")]
    public async Task Order_AnswerLostAfterAcceptance_IsFoundAndNeverDoubled(string mode)
    {
        await using var rig = await EngineRig.StartAsync();
        var leader = EngineRig.Leader(mode.Length);
        await rig.FollowAsync(leader);
        var tokens = await rig.TokensAsync();
        await rig.Venue.FaultsAsync(new { postOrder = new { mode, count = 8 } });

        foreach (var token in tokens.Take(8)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));

        await rig.SettledAsync(8, TimeSpan.FromSeconds(60));
        await rig.AssertAcceptedAsync(8);
        await Invariants.CheckAsync(rig);
    }

    [Fact]
    public async Task Order_AnswerHangsBeyondTheTimeout_IsFoundAndNeverDoubled()
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Polymarket:OrderTimeoutSeconds"] = "1" });
        var leader = EngineRig.Leader(77);
        await rig.FollowAsync(leader);
        var tokens = await rig.TokensAsync();
        await rig.Venue.FaultsAsync(new { postOrder = new { mode = "acceptThenHang", count = 3 } });

        foreach (var token in tokens.Take(3)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));

        await rig.SettledAsync(3, TimeSpan.FromSeconds(60));
        await rig.AssertAcceptedAsync(3);
        await Invariants.CheckAsync(rig);
    }

    [Fact]
    public async Task Order_ConnectionDroppedBeforeAcceptance_IsSentAgainWithTheSameBytes()
    {
        await using var rig = await EngineRig.StartAsync();
        var leader = EngineRig.Leader(78);
        await rig.FollowAsync(leader);
        var token = (await rig.TokensAsync())[0];
        await rig.Venue.FaultsAsync(new { postOrder = new { mode = "rejectReset", count = 1 } });

        await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));

        await rig.SettledAsync(1, TimeSpan.FromSeconds(60));
        await rig.AssertAcceptedAsync(1);
        await Invariants.CheckAsync(rig);
    }
}
