using System.Diagnostics;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Infrastructure.Persistence;
using Npgsql;

namespace CopyTrade.Tests.Faults;

/// <summary>F16: commits of one kind of work whose outcome nobody hears. Whether it was done must not matter: one row, one order.</summary>
internal static class CommitDrill
{
    /// <summary>The work by what is said to the database in it: storing a fill, deciding with the ledger's row, marking an order as sent, its answer, its settlement.</summary>
    public static readonly string[] Works = ["insert into observed_fill", "insert into trade_order", "update trade_order", "insert into order_fill"];

    /// <param name="work">One of <see cref="Works"/>.</param>
    /// <param name="cuts">How many of its commits are cut.</param>
    /// <param name="seed">Which ones, and on which side of the commit.</param>
    public static async Task<DrillResult> RunAsync(string work, int cuts, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Mirroring:MaxFillAgeSeconds"] = "600", ["Observation:DrainSeconds"] = "0.3" });
        var tokens = new Queue<SimulatorControl.Token>(await rig.TokensAsync());
        var leader = EngineRig.Leader(seed);
        await rig.FollowAsync(leader);
        await rig.PauseAsync();
        var bystander = await Bystander.SeedAsync(rig.Database);

        var fates = new CommitFates(work, cuts, seed);
        await using var proxy = new CommitProxy(new NpgsqlConnectionStringBuilder(rig.Database.ConnectionString).Port, fates.Next);
        await using var databases = Databases.Connect(new NpgsqlConnectionStringBuilder(rig.Database.ConnectionString) { Port = proxy.Start() }.ConnectionString);
        await rig.RunAsync(databases: databases);
        var trades = 0;
        while (fates.Left > 0 && tokens.TryDequeue(out var token))
        {
            await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
            trades++;
            var decided = trades;
            // One at a time, so that each has commits of its own.
            await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => (await rig.Database.QueryAsync<long>("select count(*) from copy_decision")).Single() >= decided);
        }

        var watch = Stopwatch.StartNew();
        await rig.SettledAsync(trades, TimeSpan.FromSeconds(90));
        watch.Stop();
        await rig.PauseAsync();
        await using var direct = Databases.Connect(rig.Database.ConnectionString);
        await rig.RunAsync(databases: direct);
        await Invariants.CheckAsync(rig);
        await WrittenFirst.CheckAsync(rig);
        await bystander.AssertUntouchedAsync();
        var (doubled, lost) = await OrderCount.OfAsync(rig, trades);
        var unknown = await OrderCount.UnknownAsync(rig);
        await rig.PauseAsync();
        return new(cuts - fates.Left, trades, doubled, lost, unknown, watch.Elapsed);
    }
}
