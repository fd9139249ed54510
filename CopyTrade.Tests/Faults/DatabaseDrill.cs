using System.Diagnostics;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Persistence.Embedded;
using CopyTrade.Tests.Fixtures;
using Npgsql;

namespace CopyTrade.Tests.Faults;

/// <summary>F14: the database goes away in several ways while followed wallets trade, and comes back. Nobody helps the engine.</summary>
internal static class DatabaseDrill
{
    private static readonly Dictionary<string, string?> Patient = new() { ["Mirroring:MaxFillAgeSeconds"] = "600", ["Observation:DrainSeconds"] = "0.3" };

    /// <summary>Connections break at random moments, from the client's side and from the server's: any commit among them has an unknown outcome.</summary>
    public static Task<DrillResult> CutAsync(int trades, int seed) => ThroughProxyAsync(trades, seed, async (rig, proxy, random, trade) =>
    {
        for (var n = 0; n < trades; n++)
        {
            await trade();
            await WaitAsync(random.Next(0, 250));
            if (random.Next(2) == 0) proxy.Cut();
            else await rig.Database.QueryAsync<bool>("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name like 'CopyTrade%'");
        }

        return trades;
    });

    /// <summary>Half-open: nothing arrives and nothing breaks, for a while.</summary>
    public static Task<DrillResult> PartitionAsync(TimeSpan span, int trades, int seed) => ThroughProxyAsync(trades, seed, async (_, proxy, random, trade) =>
    {
        for (var n = 0; n < trades; n++)
        {
            if (n == trades / 2) proxy.Hold();
            await trade();
        }

        await WaitAsync((int)span.TotalMilliseconds + random.Next(500));
        proxy.Cut();
        proxy.Release();
        return 1;
    });

    /// <summary>The server itself is stopped and started in the middle of it.</summary>
    public static async Task<DrillResult> RestartAsync(int restarts, int seed)
    {
        var root = Directory.CreateTempSubdirectory("copytrade-restart-").FullName;
        var options = new EmbeddedPostgresOptions { RootDirectory = root, Database = "copytrade" };
        var server = await EmbeddedPostgres.StartAsync(options);
        await using var proxy = new TcpProxy(server.Port);
        try
        {
            var through = Through(server.ConnectionString, proxy.Port);
            await using (await Databases.OpenAsync(through + ";Pooling=false", CancellationToken.None)) { }
            await using var rig = await EngineRig.StartOnAsync(DatabaseFixture.On(through), settings: new(Patient));
            return await TradeAsync(rig, restarts * 4, seed, async (random, trade) =>
            {
                for (var n = 0; n < restarts; n++)
                {
                    for (var i = 0; i < 4; i++) await trade();
                    await WaitAsync(random.Next(0, 400));
                    await server.DisposeAsync();
                    proxy.Cut();
                    server = await EmbeddedPostgres.StartAsync(options);
                    proxy.MoveTo(server.Port);
                }

                return restarts;
            });
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<DrillResult> ThroughProxyAsync(int trades, int seed, Func<EngineRig, TcpProxy, Random, Func<Task>, Task<int>> storm)
    {
        await using var rig = await EngineRig.StartAsync(settings: new(Patient));
        await rig.PauseAsync();
        await using var proxy = new TcpProxy(new NpgsqlConnectionStringBuilder(rig.Database.ConnectionString).Port);
        await using var databases = Databases.Connect(Through(rig.Database.ConnectionString, proxy.Port));
        await rig.RunAsync(databases: databases);
        return await TradeAsync(rig, trades, seed, (random, trade) => storm(rig, proxy, random, trade));
    }

    private static async Task<DrillResult> TradeAsync(EngineRig rig, int trades, int seed, Func<Random, Func<Task>, Task<int>> storm)
    {
        var random = new Random(seed);
        // Each pair of leader and market is used once: no order of ours is ever in the way of the next.
        string[] leaders = [EngineRig.Leader(seed), EngineRig.Leader(seed + 500_000)];
        foreach (var leader in leaders) await rig.FollowAsync(leader);
        var bystander = await Bystander.SeedAsync(rig.Database);
        var tokens = await rig.TokensAsync();
        var pairs = new Queue<(string Leader, Benchmarks.Hosting.SimulatorControl.Token Token)>(from leader in leaders from token in tokens select (leader, token));
        var faults = await storm(random, async () =>
        {
            var (leader, token) = pairs.Dequeue();
            await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        });

        var watch = Stopwatch.StartNew();
        await rig.SettledAsync(trades, TimeSpan.FromSeconds(90));
        watch.Stop();
        // Old connections of the pools that pages use are found broken one by one: looked at from a new one.
        await rig.PauseAsync();
        await using var fresh = Databases.Connect(rig.Database.ConnectionString);
        await rig.RunAsync(databases: fresh);
        await Invariants.CheckAsync(rig);
        await bystander.AssertUntouchedAsync();
        var (doubled, lost) = await OrderCount.OfAsync(rig, trades);
        var unknown = await OrderCount.UnknownAsync(rig);
        await rig.PauseAsync();
        return new(faults, trades, doubled, lost, unknown, watch.Elapsed);
    }

    private static string Through(string connectionString, int port) => new NpgsqlConnectionStringBuilder(connectionString) { Port = port }.ConnectionString;

    // Not to wait for something, but to let some of it happen.
    private static Task WaitAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, CancellationToken.None);
}
