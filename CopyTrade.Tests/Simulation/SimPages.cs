using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Tests.Simulation;

/// <summary>The traders at their pages: they give up a target or halt trading, at moments of the world's choosing. What they committed last must win.</summary>
internal sealed class SimPages
{
    private readonly World _world;
    private readonly Weather _weather;
    private readonly SimDatabase _database;
    private readonly SimStore _store;
    private readonly SimProcess _process;
    private readonly Planted _planted;

    public SimPages(World world, Weather weather, SimDatabase database, Planted planted)
    {
        (_world, _weather, _database, _planted) = (world, weather, database, planted);
        _process = new SimProcess(world, "pages");
        _store = new SimStore(world, weather, database, _process, planted);
    }

    public static string TurnOf(TenantRef tenant) => $"targets {tenant.Tenant}";

    /// <summary>While these targets are judged.</summary>
    public void Meddle(IEnumerable<CopyTarget> judged)
    {
        foreach (var target in judged)
        {
            if (_world.Happens(_weather.MindsChange)) _world.After(_world.Between(0, 0.01), _process, () => _ = RunAsync(() => GiveUpAsync(target)));
            else if (_world.Happens(_weather.MindsChange)) _world.After(_world.Between(0, 0.05), _process, () => _ = RunAsync(() => HaltAsync(_database.Tenants[target.Tenant], _world.Between(1, 15))));
        }
    }

    private async Task RunAsync(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (SimDatabaseException e)
        {
            _world.Note($"pages: {e.Message}");
        }
    }

    /// <summary>As <c>TargetChanges</c> does it.</summary>
    private async Task GiveUpAsync(CopyTarget target)
    {
        var tenant = _database.Tenants[target.Tenant];
        await using var session = await _store.OpenAsync([tenant.Ref]);
        if (_planted != Planted.NoTargetTurn) await session.TakeAsync(TurnOf(tenant.Ref));
        if (_database.Targets[target.Id].DisabledAt is not null) return;
        session.WrittenTargets.Add(target with { DisabledAt = _world.Now });
        await session.CancelEntriesAsync(tenant.Ref, MirrorKeys.BookOf(target.Key), null, "no longer followed", _world.Now);
        await session.CommitAsync();
        _world.Note($"{tenant.Name} no longer follows {target.Wallet.Value[^4..]}");
    }

    private async Task HaltAsync(SimTenant tenant, TimeSpan span)
    {
        await using (var session = await _store.OpenAsync([tenant.Ref]))
        {
            session.WrittenHalts.Add((tenant.Ref.Tenant, new Halt(HaltKind.Halt, false, null, _world.Now)));
            await session.CommitAsync();
        }

        _world.Note($"{tenant.Name} halts for {span.TotalSeconds:0.0} s");
        await _process.PauseAsync(span);
        await using var release = await _store.OpenAsync([tenant.Ref]);
        release.WrittenHalts.Add((tenant.Ref.Tenant, null));
        await release.CommitAsync();
    }
}
