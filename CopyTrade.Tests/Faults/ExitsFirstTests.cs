using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>F4: the venue takes no orders for a while; when it does again, whoever wants out goes before whoever wants in.</summary>
public sealed class ExitsFirstTests
{
    [Fact]
    public async Task Venue_OpensAgain_ExitsGoBeforeEntriesThatCameEarlier()
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Mirroring:MaxFillAgeSeconds"] = "120" });
        var leader = EngineRig.Leader(4004);
        await rig.FollowAsync(leader);
        var tokens = await rig.TokensAsync();
        await rig.Venue.TradeAsync(leader, tokens[0].TokenId, "BUY", 10m, EngineRig.Marketable(tokens[0]));
        await rig.SettledAsync(1);

        await rig.Venue.FaultsAsync(new { postOnlyMode = new { forSeconds = 5, held = true } });
        foreach (var token in tokens.Skip(1).Take(4)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () => (await rig.Database.QueryAsync<long>("select count(*) from trade_order where venue_error is not null")).Single() >= 4);
        await rig.Venue.TradeAsync(leader, tokens[0].TokenId, "SELL", 10m, decimal.Floor(tokens[0].BestBid!.Value / 2 / tokens[0].Tick) * tokens[0].Tick);
        // It met the closed door, too, and nothing is on its way at the moment in which that opens.
        await Rig.UntilAsync(TimeSpan.FromSeconds(30), async () => (await rig.Database.QueryAsync<long>("select count(*) from trade_order where venue_error is not null and retry_at > now() + interval '1 second'")).Single() == 5);
        await rig.Venue.ResetFaultsAsync();

        await rig.SettledAsync(6, TimeSpan.FromSeconds(60));
        var accepted = (await rig.Venue.OrdersAsync()).Where(order => order.Accepted).OrderBy(order => order.ReceivedAt).Select(order => order.Side).ToList();
        Assert.Contains(await rig.Venue.OrdersAsync(), order => order is { Accepted: false, Side: "SELL" });   // it met the closed door, too
        Assert.Equal(["BUY", "SELL", "BUY", "BUY", "BUY", "BUY"], accepted);
        await Invariants.CheckAsync(rig);
    }
}
