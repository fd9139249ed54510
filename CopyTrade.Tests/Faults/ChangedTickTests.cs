using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Research.Copies;
using CopyTrade.Tests.Infrastructure.Research.Copies;

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
        var limit = EngineRig.Marketable(token);
        await rig.Venue.TickAsync(token.TokenId, 0.001m);
        Assert.Equal(0.001m, (await rig.Get<IMarketCatalog>().FindAsync(ConditionId.Parse(token.ConditionId), TokenId.Parse(token.TokenId), default))!.Tick.Value);
        await rig.Venue.TickAsync(token.TokenId, 0.01m);

        await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, limit + 0.003m);

        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => (await rig.Database.QueryAsync<string>("select status from trade_order where second_of is not null")).SingleOrDefault() is "filled" or "open" or "partial");
        await rig.SettledAsync(1, TimeSpan.FromSeconds(60));
        var orders = await rig.Database.QueryAsync<(string Failure, decimal Limit)>("select coalesce(failure, ''), limit_price from trade_order order by created_at");
        Assert.Equal([("rejected", limit + 0.003m), ("", limit)], orders);
        await rig.AssertAcceptedAsync(1);
        await Invariants.CheckAsync(rig);

        // Whoever looks at the copy sees what it came to, and the gap does not count it as missed.
        var second = (await rig.Database.QueryAsync<OrderId>("select id from trade_order where second_of is not null")).Single();
        var row = Assert.Single((await rig.Get<IActivityQuery>().PageAsync(rig.Tenant, new(ActivityGroup.All, null, null, null), null, 10, default)).Rows);
        Assert.Equal(second, row.OrderId);
        Assert.NotEqual(ActivityResult.Failed, row.Result);   // matched, or resting where the price has gone away
        var story = await rig.Get<IActivityQuery>().FindAsync(rig.Tenant, row.DecisionId, default);
        Assert.Equal(["rejected", "tried_again", "second_try", "accepted"], story!.Events.Select(entry => entry.Kind).Where(kind => kind is "rejected" or "tried_again" or "second_try" or "accepted"));
        Assert.Equal(limit + 0.003m, Assert.IsType<MirrorDecision.Place>(story.Decision).Intent.Limit.Value);
        Assert.Equal(2, (await rig.Get<IOrderCauses>().OfAsync(rig.Tenant, [.. await rig.Database.QueryAsync<OrderId>("select id from trade_order")], default)).Count);
        var marks = new FixedMarks { Known = { [TokenId.Parse(token.TokenId)] = (0.123m, MarkSource.Book) } };
        var now = TimeProvider.System.GetUtcNow();
        var gap = await new CopyGapQuery(rig.Database.Scopes, marks, TimeProvider.System).ReadAsync(rig.Tenant, null, new(now.AddHours(-1), now), default);
        Assert.Equal(row.OurPrice is not null, gap.Report.Mine != 0m);
        Assert.DoesNotContain(gap.Report.Steps, step => step.Bar == GapBar.Other || step.Reason == "rejected");
    }
}
