using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Operations;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// F13: the machine's clock is an hour wrong and is set right again. While it is wrong the venue refuses what is signed and
/// trades seem old: nothing may be doubled. Once it is right, everything must go as before, within seconds.
/// </summary>
internal static class ClockDrill
{
    /// <summary>What is told in seconds for the machine to be right again.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    /// <param name="wrong">Ahead (positive) or behind.</param>
    /// <param name="times">How often the clock goes wrong.</param>
    /// <param name="seed">Which wallets trade, and for how long the clock is wrong.</param>
    public static async Task<DrillResult> StepAsync(TimeSpan wrong, int times, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Observation:DrainSeconds"] = "0.3" });
        var (clock, random) = (new SteppingClock(), new Random(seed));
        var tokens = new Queue<SimulatorControl.Token>(await rig.TokensAsync());
        var leaders = new List<string> { EngineRig.Leader(seed) };
        await rig.FollowAsync(leaders[0]);
        await rig.PauseAsync();
        await rig.RunAsync(services => services.AddSingleton<TimeProvider>(clock));
        var bystander = await Bystander.SeedAsync(rig.Database);
        var (right, trades, slowest) = (new HashSet<string>(), 0, TimeSpan.Zero);

        async Task<string> TradeAsync()
        {
            var token = tokens.Dequeue();
            await rig.Venue.TradeAsync(leaders[random.Next(leaders.Count)], token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
            trades++;
            return token.TokenId;
        }

        async Task WhileRightAsync(int count)
        {
            using var running = new RunningTime();
            for (var n = 0; n < count; n++) right.Add(await TradeAsync());
            try
            {
                await Rig.UntilAsync(TimeSpan.FromSeconds(90), async () => (await AcceptedAsync(rig)).IsSupersetOf(right));
            }
            catch (TimeoutException e)
            {
                throw new TimeoutException($"{string.Join('\n', rig.Get<IFeedMonitor>().Snapshot())}\n{await rig.StoryAsync()}", e);
            }

            if (running.Elapsed > slowest) slowest = running.Elapsed;
        }

        await WhileRightAsync(2);
        for (var n = 0; n < times; n++)
        {
            clock.Offset = wrong;
            await TradeAsync();
            // Whom one begins to follow at a wrong time is followed at the right one, too.
            leaders.Add(EngineRig.Leader(seed + 1000 + n));
            await rig.FollowAsync(leaders[^1]);
            await Rig.UntilAsync(Soon, () => Task.FromResult(IsAlarmed(rig)));
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 2500)), TimeProvider.System, CancellationToken.None);
            await TradeAsync();
            clock.Offset = TimeSpan.Zero;
            // The venue has refused the credentials meanwhile: the engine gets new ones by itself.
            await Rig.UntilAsync(Soon, async () => (await rig.Database.QueryAsync<bool>("select readiness_problem is null from wallet_connection where billing_account_id = @Tenant", new { rig.Tenant.Tenant })).Single());
            await WhileRightAsync(3);
        }

        await Rig.UntilAsync(Soon, () => Task.FromResult(!IsAlarmed(rig)));
        await rig.SettledAsync(trades, TimeSpan.FromSeconds(90));
        await Invariants.CheckAsync(rig);
        await WrittenFirst.CheckAsync(rig, wrong.Duration());
        await bystander.AssertUntouchedAsync();
        var accepted = (await rig.Venue.OrdersAsync()).Where(order => order.Accepted).ToList();
        return new(times, trades, accepted.Count - accepted.DistinctBy(order => order.TokenId).Count(), right.Count(token => accepted.TrueForAll(order => order.TokenId != token)), await OrderCount.UnknownAsync(rig), slowest);
    }

    /// <summary>The clock is set right slowly: one part in twenty too fast, then too slow.</summary>
    public static async Task<DrillResult> SlewAsync(int trades, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Observation:DrainSeconds"] = "0.3" });
        var clock = new SteppingClock();
        var leader = EngineRig.Leader(seed);
        await rig.FollowAsync(leader);
        var tokens = (await rig.TokensAsync()).Take(trades).ToList();
        await rig.PauseAsync();
        await rig.RunAsync(services => services.AddSingleton<TimeProvider>(clock));
        var random = new Random(seed);
        using var running = new RunningTime();
        foreach (var (n, token) in tokens.Index())
        {
            await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
            for (var (tick, ticks) = (0, random.Next(5, 20)); tick < ticks; tick++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
                clock.Offset += TimeSpan.FromMilliseconds(n < trades / 2 ? 1 : -1);
            }
        }

        await rig.SettledAsync(trades, TimeSpan.FromSeconds(60));
        var elapsed = running.Elapsed;
        await Invariants.CheckAsync(rig);
        await WrittenFirst.CheckAsync(rig, TimeSpan.FromSeconds(1));
        var (doubled, lost) = await OrderCount.OfAsync(rig, trades);
        return new(1, trades, doubled, lost, await OrderCount.UnknownAsync(rig), elapsed);
    }

    private static async Task<HashSet<string>> AcceptedAsync(EngineRig rig) => [.. (await rig.Venue.OrdersAsync()).Where(order => order.Accepted).Select(order => order.TokenId)];

    private static bool IsAlarmed(EngineRig rig) => rig.Get<IFeedMonitor>().Snapshot().Any(feed => feed is { Name: "clock", State: FeedCondition.Stale });
}
