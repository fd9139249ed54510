using System.Diagnostics;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Infrastructure.Signals.Generator;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// F11: every background service that the engine registers throws at what it waits for, one thing after the other, with
/// exceptions of every kind. None ends, each is counted and seen, and afterwards all is well. Waits are ten times shorter.
/// </summary>
internal static class LoopDrill
{
    /// <summary>Of other hosts: they are started by nobody here.</summary>
    private static readonly Type[] Elsewhere = [typeof(IntentGenerator), typeof(ReplayStarter)];

    /// <summary>Has no rounds: one order's failure is its own.</summary>
    private static readonly Type[] WithoutLoops = [typeof(OrderWorkers)];

    /// <summary>Have nothing to do: without files of intents, and without rules whose books and markets are to be read and whose evaluations are to be written.</summary>
    private static readonly Type[] Idle = [typeof(SignalFileLoop), typeof(BookLoop), typeof(RuleMarketLoop), typeof(RuleRecordLoop)];

    public static async Task<DrillResult> RunAsync(int strikesOfEach, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: new()
        {
            ["Mirroring:MaxFillAgeSeconds"] = "600", ["Trading:ResolutionSeconds"] = "5", ["Trading:DriftSeconds"] = "30", ["Trading:ReadinessSeconds"] = "10", ["Observation:TokenRefreshSeconds"] = "5",
        });
        var leader = EngineRig.Leader(seed);
        await rig.FollowAsync(leader);
        var tokens = (await rig.TokensAsync()).Take(14).ToList();
        await rig.PauseAsync();
        var bystander = await Bystander.SeedAsync(rig.Database);

        Task<string> TradeAsync(SimulatorControl.Token token) => rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        using var strikes = new LoopStrikes(seed, strikesOfEach);
        var clock = new HurriedClock();
        using var host = EngineHost.Build(rig.Database.Databases, rig.Settings, services =>
        {
            services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new LoopStrikes.Requests(strikes)));
            return services.AddSingleton<TimeProvider>(clock).AddSingleton<IFeedMonitor>(new LoopStrikes.Feeds(strikes, new FeedMonitor(clock)));
        });
        var services = host.Services.GetServices<IHostedService>().ToList();
        AssertAllAreHere(services);
        var health = new HostHealth(rig.Database.Databases, host.Services.GetRequiredService<IFeedMonitor>(), host.Services, TimeProvider.System);
        foreach (var service in services) await strikes.StartAsync(service);
        await HealthyAsync(health);

        strikes.Begin();
        var (wasDegraded, trades, watching) = (false, new Queue<SimulatorControl.Token>(tokens), Stopwatch.StartNew());
        var busy = services.Where(service => !Idle.Contains(service.GetType())).ToList();
        List<string> Unstruck() => [.. busy.Where(service => strikes.ThrownIn(service) < 3).Select(service => service.GetType().Name), .. Spared(busy)];
        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () =>
        {
            wasDegraded |= (await health.ReadAsync(CancellationToken.None)).State == HealthState.Degraded;
            if (watching.Elapsed > TimeSpan.FromSeconds(1.5 * (tokens.Count - trades.Count)) && trades.Count > 3) await TradeAsync(trades.Dequeue());
            // Listening is one statement for good: only who has to listen anew can fail at it.
            if (strikes.ThrownIn(busy.OfType<ChangeFeed>().Single()) < 3)
                await rig.Database.QueryAsync<bool>("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'CopyTrade changes'");
            return Unstruck().Count == 0;
        }, () => $"Not struck: {string.Join(", ", Unstruck())}");
        Assert.True(wasDegraded);
        strikes.End();

        var watch = Stopwatch.StartNew();
        while (trades.TryDequeue(out var token)) await TradeAsync(token);
        await HealthyAsync(health);
        await rig.SettledAsync(tokens.Count, TimeSpan.FromSeconds(60));
        watch.Stop();
        Assert.DoesNotContain(services.OfType<BackgroundService>(), service => service.ExecuteTask is { IsCompleted: true });
        var silent = services.OfType<ISupervised>().SelectMany(service => service.Loops).Where(loop => loop.LastFailureAt is not null).Select(loop => loop.Name).Except(strikes.Counted).ToList();
        Assert.True(silent.Count == 0, $"Failed without an alarm: {string.Join(", ", silent)}");
        foreach (var service in services.AsEnumerable().Reverse()) await service.StopAsync(CancellationToken.None);

        await rig.RunAsync();
        await rig.SettledAsync(tokens.Count, TimeSpan.FromSeconds(60));
        await Invariants.CheckAsync(rig);
        await WrittenFirst.CheckAsync(rig);
        await bystander.AssertUntouchedAsync();
        var (doubled, lost) = await OrderCount.OfAsync(rig, tokens.Count);
        return new(strikes.Thrown, tokens.Count, doubled, lost, await OrderCount.UnknownAsync(rig), watch.Elapsed);
    }

    /// <summary>A background service that is new is struck here, too, or named above with its reason.</summary>
    private static void AssertAllAreHere(IReadOnlyCollection<IHostedService> services)
    {
        var known = ((Type[])[typeof(LoopSupervisor), typeof(HostHealth)]).SelectMany(type => type.Assembly.GetTypes()).Where(type => type.IsAssignableTo(typeof(IHostedService)) && !type.IsAbstract);
        Assert.Empty(known.Except(Elsewhere).Except(services.Select(service => service.GetType())));
        Assert.Empty(services.Where(service => service is not ISupervised).Select(service => service.GetType()).Except(WithoutLoops));
    }

    private static List<string> Spared(IEnumerable<IHostedService> services) =>
        [.. services.OfType<ISupervised>().SelectMany(service => service.Loops).Where(loop => loop.LastFailureAt is null).Select(loop => loop.Name).Except(LoopStrikes.SelfKeeping)];

    private static async Task HealthyAsync(HostHealth health)
    {
        var problems = "";
        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () =>
        {
            var report = await health.ReadAsync(CancellationToken.None);
            problems = string.Join('\n', report.Parts.Where(part => part.State != HealthState.Healthy));
            return report.State == HealthState.Healthy;
        }, () => $"Not healthy: {problems}");
    }
}
