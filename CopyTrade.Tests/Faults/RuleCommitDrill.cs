using System.Diagnostics;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Infrastructure.Persistence;
using Npgsql;

namespace CopyTrade.Tests.Faults;

/// <summary>F16 for rules: commits of a claim, or of the end of a sale, whose outcome nobody hears. One firing, one sale.</summary>
internal static class RuleCommitDrill
{
    /// <summary>The work by what is said to the database in it: the claim with its exit and first orders, the end of an exit.</summary>
    public static readonly string[] Works = ["insert into rule_exit (id", "update rule_exit set state"];

    /// <param name="work">One of <see cref="Works"/>.</param>
    /// <param name="cuts">How many of its commits are cut.</param>
    /// <param name="seed">Which ones, and on which side of the commit.</param>
    public static async Task<DrillResult> RunAsync(string work, int cuts, int seed)
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still);
        var yard = await RuleYard.PrepareAsync(rig, seed);
        await rig.PauseAsync();
        var fates = new CommitFates(work, cuts, seed);
        await using var proxy = new CommitProxy(new NpgsqlConnectionStringBuilder(rig.Database.ConnectionString).Port, fates.Next);
        await using var databases = Databases.Connect(new NpgsqlConnectionStringBuilder(rig.Database.ConnectionString) { Port = proxy.Start() }.ConnectionString);
        await rig.RunAsync(databases: databases);
        var slowest = TimeSpan.Zero;
        while (fates.Left > 0 && yard.HasSteps)
        {
            var watch = Stopwatch.StartNew();
            await yard.StepAsync();
            await yard.SettledAsync(TimeSpan.FromSeconds(60));
            if (watch.Elapsed > slowest) slowest = watch.Elapsed;
        }

        await rig.PauseAsync();
        await using var direct = Databases.Connect(rig.Database.ConnectionString);
        await rig.RunAsync(databases: direct);
        await yard.SettledAsync(TimeSpan.FromSeconds(60));
        await Invariants.CheckAsync(rig);
        await WrittenFirst.CheckAsync(rig);
        var (doubled, lost) = await yard.CountAsync();
        var unknown = await OrderCount.UnknownAsync(rig);
        await rig.PauseAsync();
        return new(cuts - fates.Left, yard.Met, doubled, lost, unknown, slowest);
    }
}
