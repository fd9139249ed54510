using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Faults;

/// <summary>The venue changes a market's price grid between our reading of it and our order.</summary>
public sealed class ChangedTickTests
{
    [Fact]
    public async Task Purchase_RefusedForTheNewTick_IsPlacedOnceMoreOnItsGrid()
    {
        await using var rig = await EngineRig.StartAsync();
        var leader = EngineRig.Leader(811);
        await rig.FollowAsync(leader);
        var token = (await rig.TokensAsync()).First(one => one.Tick == 0.01m);
        await rig.Venue.TickAsync(token.TokenId, 0.001m);
        Assert.Equal(0.001m, (await rig.Get<IMarketCatalog>().FindAsync(ConditionId.Parse(token.ConditionId), TokenId.Parse(token.TokenId), default))!.Tick.Value);
        await rig.Venue.TickAsync(token.TokenId, 0.01m);

        await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token) + 0.003m);

        await Rig.UntilAsync(TimeSpan.FromSeconds(30), async () => (await rig.Database.QueryAsync<string>("select status from trade_order where second_of is not null")).SingleOrDefault() is "filled" or "open" or "partial");
        await rig.SettledAsync(1, TimeSpan.FromSeconds(30));
        var orders = await rig.Database.QueryAsync<(string Failure, decimal Limit)>("select coalesce(failure, ''), limit_price from trade_order order by created_at");
        Assert.Equal([("rejected", EngineRig.Marketable(token) + 0.003m), ("", EngineRig.Marketable(token))], orders);
        await rig.AssertAcceptedAsync(1);
        await Invariants.CheckAsync(rig);
    }
}
