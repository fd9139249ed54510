using CopyTrade.Infrastructure.Operations;

namespace CopyTrade.Tests.Simulation;

/// <summary>The lease of the engine on the database of the simulation, by the rules of <c>EngineLease</c>: it runs out unless renewed, its holder is sure of it for less long, each holder has a higher token.</summary>
internal sealed class SimLease(World world, SimDatabase database, SimProcess process) : ILeadership
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Certain = TimeSpan.FromSeconds(8);
    private DateTimeOffset? _renewedAt;
    private long? _mine;

    public bool IsCurrent => _renewedAt is { } renewed && world.Now - renewed < Certain;

    /// <summary>What every transaction of this process carries; null while it never led.</summary>
    public long? Token => _mine;

    public async Task HoldAsync()
    {
        var before = world.Now;
        await database.TripAsync(process, "lease");
        if (_mine is { } mine && database.LeaseToken == mine) database.LeaseUntil = world.Now + Life;
        else if (database.LeaseUntil < world.Now || database.LeaseHolder is null or { IsAlive: false })
        {
            if (_mine is not null) world.Note($"{process.Name} lost the lease and takes it again");
            (database.LeaseHolder, database.LeaseUntil) = (process, world.Now + Life);
            _mine = ++database.LeaseToken;
            world.Note($"{process.Name} leads by {_mine}");
        }
        else
        {
            _renewedAt = null;
            return;
        }

        await database.TripAsync(process, "lease answered");
        _renewedAt = before;
    }
}
