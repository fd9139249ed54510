using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Tests.Faults;

/// <summary>F19: stopped between writing and sending. The last committed state wins, and nothing new leaves a second later.</summary>
public sealed class StopWhileSendingTests
{
    [Theory, InlineData("halt"), InlineData("halt the book"), InlineData("unfollow")]
    public async Task Orders_WrittenAndNotSent_AreNotSentAfterAStop(string stop)
    {
        // One order at a time and slow answers: most of the orders are still waiting when the stop comes.
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Trading:OrdersInFlightPerTenant"] = "1", ["Mirroring:MaxFillAgeSeconds"] = "300" });
        var leader = EngineRig.Leader(1000 + stop.Length);
        await rig.FollowAsync(leader);
        var tokens = (await rig.TokensAsync()).Take(12).ToList();
        await rig.Venue.ServiceTimeAsync(1500);
        foreach (var token in tokens) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () =>
            (await rig.Database.QueryAsync<long>("select count(*) from trade_order")).Single() == tokens.Count && (await rig.Venue.OrdersAsync()).Count > 0);

        var book = (await rig.Database.QueryAsync<string>("select distinct book from trade_order")).Single();
        await (stop switch
        {
            "halt" => rig.Get<ITradingSwitch>().SetAsync(rig.Tenant, rig.Tenant.Owner, HaltKind.Halt, null, default),
            "unfollow" => UnfollowAsync(rig),
            _ => rig.Get<ITradingSwitch>().SetAsync(rig.Tenant, rig.Tenant.Owner, HaltSubject.OfBook(book), HaltKind.Halt, null, default),
        });
        var stopped = (await rig.Database.QueryAsync<decimal>("select extract(epoch from now()) * 1000")).Single();

        await rig.Venue.ServiceTimeAsync(0);
        await rig.SettledAsync(tokens.Count, TimeSpan.FromSeconds(60));
        var arrivals = await rig.Venue.OrdersAsync();
        Assert.True(arrivals.Count < tokens.Count, "Every order had left before the stop.");
        Assert.All(arrivals, order => Assert.True(order.ReceivedAt <= stopped + 1000m, $"An order arrived {order.ReceivedAt - stopped} ms after the stop."));
        await Invariants.CheckAsync(rig);
    }

    private static async Task UnfollowAsync(EngineRig rig)
    {
        var target = (await rig.Database.QueryAsync<Guid>("select id from copy_target")).Single();
        Assert.IsType<TargetChange.Done>(await rig.Get<ITargetChanges>().RemoveAsync(rig.Tenant, new TargetRowId(target), default));
    }
}
