using System.Diagnostics;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>F15: several engines on one database; one leads, and a leader that slept is refused.</summary>
public sealed class TwoEnginesTests
{
    private static readonly Dictionary<string, string?> Unhurried = new() { ["Lease:LifeSeconds"] = "120", ["Lease:CertainSeconds"] = "100" };

    [Fact]
    public async Task Engines_TwoOnOneDatabase_OneLeadsAndTheOtherTakesOver()
    {
        // Longer than any standstill: the lease passes on when it is given back, and not because nobody could renew it.
        await using var rig = await EngineRig.StartAsync(settings: new(Unhurried));
        using var second = EngineHost.Build(rig.Database.Databases, rig.Settings, services => services);
        await second.StartAsync();
        var leader = EngineRig.Leader(901);
        await rig.FollowAsync(leader);
        var tokens = await rig.TokensAsync();

        foreach (var token in tokens.Take(4)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await rig.SettledAsync(4, TimeSpan.FromSeconds(60));
        Assert.True(rig.Get<EngineLease>().IsCurrent);
        Assert.False(second.Services.GetRequiredService<EngineLease>().IsCurrent);

        await rig.PauseAsync();
        foreach (var token in tokens.Skip(4).Take(4)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await rig.SettledAsync(8, TimeSpan.FromSeconds(60));
        Assert.True(second.Services.GetRequiredService<EngineLease>().IsCurrent);

        await second.StopAsync();
        await rig.RunAsync();
        await rig.AssertAcceptedAsync(8);
        await Invariants.CheckAsync(rig);
    }

    [Fact]
    public async Task Leader_StoppedInTheMiddleOfASendAndResumed_IsRefusedAndNothingIsDoubled()
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Mirroring:MaxFillAgeSeconds"] = "300" });
        var leader = EngineRig.Leader(902);
        await rig.FollowAsync(leader);
        var tokens = await rig.TokensAsync();
        await rig.PauseAsync();
        await using var sleeper = AppProcess.Start(
            "CopyTrade.Tests.dll", [CrashEngine.Verb, rig.Database.ConnectionString, "None", "0", .. rig.Settings.Select(setting => $"{setting.Key}={setting.Value}")], new Dictionary<string, string>());
        await sleeper.PrintedAsync(CrashEngine.Ready);
        var first = (await rig.Database.QueryAsync<long>("select token from engine_lease")).Single();

        // Answers take their time: the leader stops while it waits for them.
        await rig.Venue.ServiceTimeAsync(2000);
        foreach (var token in tokens.Take(3)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Venue.OrdersAsync()).Count > 0);
        await SignalAsync(sleeper, "-STOP");
        await rig.Venue.ServiceTimeAsync(0);

        // The one that sleeps has a short lease; whoever succeeds it keeps its own through any standstill.
        foreach (var (name, value) in Unhurried) rig.Set(name, value);
        await rig.RunAsync();   // stands by until the lease is over
        foreach (var token in tokens.Skip(3).Take(3)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await rig.SettledAsync(6, TimeSpan.FromSeconds(90));
        Assert.True((await rig.Database.QueryAsync<long>("select token from engine_lease")).Single() > first);

        await SignalAsync(sleeper, "-CONT");
        foreach (var token in tokens.Skip(6).Take(2)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await rig.SettledAsync(8, TimeSpan.FromSeconds(60));

        Assert.False(sleeper.HasExited);
        Assert.True(rig.Get<EngineLease>().IsCurrent);
        await rig.AssertAcceptedAsync(8);
        await Invariants.CheckAsync(rig);
    }

    private static async Task SignalAsync(AppProcess process, string signal)
    {
        using var kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
