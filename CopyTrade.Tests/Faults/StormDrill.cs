using System.Diagnostics;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Infrastructure.Persistence;
using Npgsql;

namespace CopyTrade.Tests.Faults;

/// <summary>F14: the database is there and refuses: statements fail at random, the disk is full, no connection is to be had.</summary>
internal static class StormDrill
{
    private static readonly Dictionary<string, string?> Patient = new() { ["Mirroring:MaxFillAgeSeconds"] = "600", ["Observation:DrainSeconds"] = "0.3" };

    /// <summary>One write in five and one read in twenty is the victim of a serialization failure or a deadlock. It does not end before every order is at the venue.</summary>
    public static Task<DrillResult> ContendedAsync(int trades, int seed) => RunAsync(trades, seed, async (rig, storm, random, trade) =>
    {
        await storm.BeginAsync(seed, 20, reads: true, StatementStorm.SerializationFailure, StatementStorm.Deadlock);
        for (var n = 0; n < trades; n++)
        {
            await trade();
            await WaitAsync(random.Next(0, 200));
        }

        await Rig.UntilAsync(TimeSpan.FromSeconds(90), async () => (await rig.Venue.OrdersAsync()).Count(order => order.Accepted) >= trades);
        await storm.EndAsync();
        return await storm.RaisedAsync();
    });

    /// <summary>Nothing can be written for a while, in the middle of orders on their way.</summary>
    public static Task<DrillResult> DiskFullAsync(TimeSpan span, int trades, int seed) => RunAsync(trades, seed, async (_, storm, random, trade) =>
    {
        for (var n = 0; n < trades; n++)
        {
            if (n == trades / 2)
            {
                await WaitAsync(random.Next(0, 200));
                await storm.BeginAsync(seed, 100, reads: false, StatementStorm.DiskFull);
            }

            await trade();
        }

        await WaitAsync((int)span.TotalMilliseconds);
        await storm.EndAsync();
        return await storm.RaisedAsync();
    });

    /// <summary>Somebody holds every connection of the engine's pools for a while.</summary>
    public static async Task<DrillResult> PoolExhaustedAsync(TimeSpan span, int trades, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: new(Patient));
        var trade = await FollowAsync(rig, seed);
        await rig.PauseAsync();
        await using var databases = Databases.Connect(new NpgsqlConnectionStringBuilder(rig.Database.ConnectionString) { Timeout = 2 }.ConnectionString);
        await rig.RunAsync(databases: databases);
        var bystander = await Bystander.SeedAsync(rig.Database);
        for (var n = 0; n < trades / 2; n++) await trade();
        await WaitAsync(new Random(seed).Next(0, 200));

        var held = new List<NpgsqlConnection>();
        foreach (var pool in (NpgsqlDataSource[])[databases.Worker, databases.Watcher, databases.App])
        {
            var most = new NpgsqlConnectionStringBuilder(pool.ConnectionString).MaxPoolSize;
            for (var n = 0; n < most; n++)
            {
                // The engine lets go of its own between two pieces of work.
                if (await TakeAsync(pool) is { } connection) held.Add(connection);
            }
        }

        for (var n = trades / 2; n < trades; n++) await trade();
        await WaitAsync((int)span.TotalMilliseconds);
        foreach (var connection in held) await connection.DisposeAsync();
        return await FinishAsync(rig, bystander, held.Count, trades);
    }

    private static async Task<NpgsqlConnection?> TakeAsync(NpgsqlDataSource pool)
    {
        try
        {
            return await pool.OpenConnectionAsync();
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    private static async Task<DrillResult> RunAsync(int trades, int seed, Func<EngineRig, StatementStorm, Random, Func<Task>, Task<int>> weather)
    {
        await using var rig = await EngineRig.StartAsync(settings: new(Patient));
        var trade = await FollowAsync(rig, seed);
        var bystander = await Bystander.SeedAsync(rig.Database);
        var storm = await StatementStorm.InstallAsync(rig.Database);
        var faults = await weather(rig, storm, new Random(seed), trade);
        return await FinishAsync(rig, bystander, faults, trades);
    }

    private static async Task<DrillResult> FinishAsync(EngineRig rig, Bystander bystander, int faults, int trades)
    {
        var watch = Stopwatch.StartNew();
        await rig.SettledAsync(trades, TimeSpan.FromSeconds(90));
        watch.Stop();
        await Invariants.CheckAsync(rig);
        await WrittenFirst.CheckAsync(rig);
        await bystander.AssertUntouchedAsync();
        var (doubled, lost) = await OrderCount.OfAsync(rig, trades);
        var unknown = await OrderCount.UnknownAsync(rig);
        await rig.PauseAsync();
        return new(faults, trades, doubled, lost, unknown, watch.Elapsed);
    }

    private static async Task<Func<Task>> FollowAsync(EngineRig rig, int seed)
    {
        string[] leaders = [EngineRig.Leader(seed), EngineRig.Leader(seed + 500_000)];
        foreach (var leader in leaders) await rig.FollowAsync(leader);
        var tokens = await rig.TokensAsync();
        var pairs = new Queue<(string Leader, SimulatorControl.Token Token)>(from leader in leaders from token in tokens select (leader, token));
        return async () =>
        {
            var (leader, token) = pairs.Dequeue();
            await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        };
    }

    // Not to wait for something, but to let some of it happen.
    private static Task WaitAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, CancellationToken.None);
}
