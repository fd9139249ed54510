using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Rest;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Faults;

/// <summary>F19: an order that waits for its turn at the venue's limits, marked as sent and not sent, when the kill switch falls.</summary>
public sealed class StopAtTheGateTests
{
    // The venue's own limit of orders in ten seconds.
    private const int Limit = 5_000;

    [Fact]
    public async Task Orders_WaitingForTheirTurnWhenEverythingIsHalted_AreNeverSent()
    {
        for (var tries = 1; ; tries++)
        {
            using var running = new RunningTime();
            var began = TimeProvider.System.GetTimestamp();
            try
            {
                await HaltAsync();
                return;
            }
            catch (Exception) when (tries < 5 && TimeProvider.System.GetElapsedTime(began) - running.Elapsed > TimeSpan.FromSeconds(1))
            {
                // The machine stood still: their turn came before the switch fell. That says nothing.
            }
        }
    }

    private static async Task HaltAsync()
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Mirroring:MaxFillAgeSeconds"] = "300" });
        var leader = EngineRig.Leader(1901);
        await rig.FollowAsync(leader);
        var tokens = (await rig.TokensAsync()).Take(4).ToList();
        var gate = rig.Get<RequestGate>();
        for (var n = 0; n < Limit; n++) await gate.EnterAsync(Endpoints.PostOrder, null, Urgency.Entry, CancellationToken.None);

        foreach (var token in tokens) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Rig.UntilAsync(TimeSpan.FromSeconds(8), async () =>
            (await rig.Database.QueryAsync<long>("select count(*) from trade_order where status = 'pending' and submitted_at is not null")).Single() == tokens.Count);
        await rig.Get<ITradingSwitch>().SetAsync(rig.Tenant, rig.Tenant.Owner, HaltKind.Halt, null, CancellationToken.None);

        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () =>
            (await rig.Database.QueryAsync<long>("select count(*) from trade_order where status = 'canceled'")).Single() == tokens.Count);
        await gate.EnterAsync(Endpoints.PostOrder, null, Urgency.Background, CancellationToken.None);   // whoever waited there has had a turn by now
        Assert.Empty(await rig.Venue.OrdersAsync());
        // Marked as sent, so the ledger's list is longer than the venue's: each is over, and none of it counts as spent.
        Assert.All(await rig.Database.QueryAsync<decimal>("select matched_shares from trade_order"), matched => Assert.Equal(0m, matched));
        Assert.Equal(0m, (await rig.Get<ITradingStatusQuery>().ReadAsync(rig.Tenant, CancellationToken.None)).Usage.LastDay.Amount);
    }
}
