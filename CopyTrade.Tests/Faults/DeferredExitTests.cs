using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>F5 with an exit in the middle: a followed wallet sells while our own purchase is matched and not final.</summary>
public sealed class DeferredExitTests
{
    [Fact]
    public async Task Exit_WhileThePurchaseSettles_WaitsAndThenSellsIt()
    {
        var clock = new HoldingClock();
        await using var rig = await EngineRig.StartAsync(EngineRig.Still, venueClock: clock);
        var leader = EngineRig.Leader(801);
        await rig.FollowAsync(leader);
        var token = (await rig.TokensAsync())[0];
        clock.Hold();   // nothing settles before the exit waits for it
        await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await MatchedAsync(rig);

        await rig.Venue.TradeAsync(leader, token.TokenId, "SELL", 10m, Low(token));
        await WaitsAsync(rig);
        Assert.Equal(0, (await rig.Database.QueryAsync<long>("select count(*) from lot")).Single());   // nothing is held yet

        // Their sale took the makers' price down to its own: back up, so that ours is met.
        await rig.Venue.PriceAsync(token.TokenId, token.BestBid!.Value);
        clock.Release();
        await rig.SettledAsync(2, TimeSpan.FromSeconds(60));
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<string>("select state from book_position")).Single() == "closed");
        await rig.SettledAsync(2);
        Assert.Equal(0m, (await rig.Database.QueryAsync<decimal>("select sum(remaining) from lot")).Single());
        await rig.AssertAcceptedAsync(2);
        await Invariants.CheckAsync(rig);
    }

    [Fact]
    public async Task Exit_WhosePurchaseFailsToSettle_IsCalledOffAndNothingIsSoldOrBoughtAgain()
    {
        var clock = new HoldingClock();
        await using var rig = await EngineRig.StartAsync(EngineRig.Still, venueClock: clock);
        var leader = EngineRig.Leader(802);
        await rig.FollowAsync(leader);
        var token = (await rig.TokensAsync())[0];
        await rig.Venue.FaultsAsync(new { settlement = new { neverConfirm = false, failAfterMs = 300, count = 1 } });
        clock.Hold();   // it does not fail before the exit waits for it
        await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await MatchedAsync(rig);

        await rig.Venue.TradeAsync(leader, token.TokenId, "SELL", 10m, Low(token));
        await WaitsAsync(rig);
        clock.Release();
        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => (await rig.Database.QueryAsync<string>("select status from trade_order where side = 'sell'")).Contains("canceled"));

        Assert.Equal(["failed"], await rig.Database.QueryAsync<string>("select settlement from order_fill"));
        Assert.Equal(0, (await rig.Database.QueryAsync<long>("select count(*) from lot")).Single());
        Assert.Equal(["BUY"], (await rig.Venue.OrdersAsync()).Where(order => order.Accepted).Select(order => order.Side));
    }

    // Far under where the makers are put back to while the purchase settles.
    private static decimal Low(SimulatorControl.Token token) => decimal.Floor(token.BestBid!.Value / 2 / token.Tick) * token.Tick;

    private static Task WaitsAsync(EngineRig rig) => Rig.UntilAsync(TimeSpan.FromSeconds(60), async () =>
        (await rig.Database.QueryAsync<string>("select waiting_for from trade_order where side = 'sell'")).Contains("confirmed_shares"));

    private static Task MatchedAsync(EngineRig rig) => Rig.UntilAsync(TimeSpan.FromSeconds(25), async () =>
        (await rig.Database.QueryAsync<long>("select count(*) from order_fill where settlement in ('matched', 'retrying', 'mined')")).Single() > 0);
}
