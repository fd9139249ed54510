using CopyTrade.Tests.Faults;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Observation;

/// <summary>F9: whatever the activity stream does, the drain finds every trade within three seconds. Alone, for what is measured is a time.</summary>
[Collection(nameof(AloneGroup))]
public sealed class StreamFaultTests
{
    public static TheoryData<string, object> Faults => new()
    {
        { "frozen while its pings are answered", new { streams = new { activityFreeze = true } } },
        { "told twice", new { streams = new { activityDuplicate = true } } },
        { "told in another order", new { streams = new { activityReorder = true } } },
        { "cut off", new { streams = new { activityTruncate = true } } },
        { "binary", new { streams = new { activityBinary = true } } },
        { "closed as soon as it is open", new { streams = new { closeEverySeconds = 0.02 } } },
        { "refused", new { streams = new { refuseConnect = true } } },
        { "ten megabytes", new { streams = new { activityHuge = true } } },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task Stream_Misbehaves_EveryTradeIsSeenInTimeAndCopiedOnce(string fault, object document)
    {
        await using var rig = await EngineRig.StartAsync();
        var leader = EngineRig.Leader(40_000 + fault.Length);
        await rig.FollowAsync(leader);
        var tokens = await rig.TokensAsync();
        await rig.Venue.FaultsAsync(document);
        using var running = new RunningTime();
        var began = TimeProvider.System.GetTimestamp();

        foreach (var token in tokens.Take(5)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));

        await rig.SettledAsync(5, TimeSpan.FromSeconds(30));
        var still = TimeProvider.System.GetElapsedTime(began) - running.Elapsed;
        await rig.AssertAcceptedAsync(5);
        // Block times are whole seconds: one of the four is theirs. Time in which the machine stood still is nobody's.
        var slowest = Assert.Single(await rig.Database.QueryAsync<double>("select extract(epoch from max(observed_at - filled_at))::float8 from observed_fill where wallet = @leader", new { leader }));
        Assert.InRange(slowest, 0, 4 + Math.Max(0, still.TotalSeconds));
        await Invariants.CheckAsync(rig);
    }
}
