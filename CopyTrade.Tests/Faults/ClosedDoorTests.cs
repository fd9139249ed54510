using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>F4: the venue is busy, restarts, or takes no orders for a while. Nothing is lost inside its validity, and nobody knocks sooner than told.</summary>
public sealed class ClosedDoorTests
{
    public static TheoryData<string, object, double> Doors => new()
    {
        { "too many requests", new { status429 = new { scope = "/clob/order", count = 100, retryAfterSeconds = 2 } }, 2 },
        { "the engine restarts", new { status425 = new { forSeconds = 3, held = true } }, 1 },
        { "post-only", new { postOnlyMode = new { forSeconds = 3, held = true } }, 0 },
        { "cancel-only", new { cancelOnly = new { forSeconds = 3, held = true } }, 0 },
        { "disabled", new { disabled = new { forSeconds = 3, held = true } }, 0 },
    };

    [Theory, MemberData(nameof(Doors))]
    public async Task Venue_ClosesForAWhile_EveryOrderGoesThroughOnceAndNoneTooSoon(string door, object fault, double leastSeconds)
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Mirroring:MaxFillAgeSeconds"] = "120" });
        var leader = EngineRig.Leader(door.Length * 7);
        await rig.FollowAsync(leader);
        var tokens = await rig.TokensAsync();
        await rig.Venue.FaultsAsync(fault);

        foreach (var token in tokens.Take(3)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Rig.UntilAsync(TimeSpan.FromSeconds(30), async () => (await rig.Venue.OrdersAsync()).Where(order => !order.Accepted).DistinctBy(order => order.TokenId).Count() == 3);   // all of them met the closed door
        await rig.Venue.ResetFaultsAsync();

        await rig.SettledAsync(3, TimeSpan.FromSeconds(60));
        var arrivals = await rig.Venue.OrdersAsync();
        foreach (var sends in arrivals.GroupBy(order => order.TokenId))
        {
            var times = sends.Select(order => order.ReceivedAt).Order().ToList();
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= (decimal)(leastSeconds * 1000) - 20m, $"{door}: knocked again after {pair.Second - pair.First} ms."));
        }

        await rig.AssertAcceptedAsync(3);
        await Invariants.CheckAsync(rig);
    }
}
