using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Reads the sums of the installation as the worker, over the tenants that the enumerator named. A host that does not sign in as the worker knows only what its own role may read.</summary>
public sealed class InstallationQuery(Databases databases, TenantScopes scopes, TenantEnumerator? tenants = null)
{
    private const string Global = """
        select (select count(*) from observed_fill) as observed_fills,
               exists (select from platform_halt where released_at is null) as platform_halt,
               (select reason from platform_halt where released_at is null limit 1) as halt_reason
        """;

    // The stories of the pages, so that both tell the same: placed is what the venue took.
    private const string OfTenants = $"""
        with story as (select {StorySql.Result} as result from copy_decision d {StorySql.Joins})
        select (select count(*) from story where result in ('open', 'matched', 'settling', 'confirmed', 'canceled')) as placed,
               (select count(*) from story where result = 'skipped') as skipped,
               (select count(*) from story where result in ('failed', 'void')) as failed,
               (select count(*) from trade_order where unknown_since is not null and status = 'pending') as unknown,
               (select count(*) from order_fill where settlement in ('matched', 'retrying', 'mined')) as settling,
               (select max(synced_at) from trade_order) as last_sync
        """;

    public async Task<InstallationCounts> ReadAsync(CancellationToken ct)
    {
        if (tenants is null || !databases.Has(DatabaseRole.Worker)) return await FewAsync(ct);
        await using var connection = await databases.Worker.OpenConnectionAsync(ct);
        var all = await connection.QuerySingleAsync<InstallationCounts>(new CommandDefinition(Global, cancellationToken: ct));
        IReadOnlyList<TenantRef> named = tenants.Tenants;
        if (named.Count == 0) return all with { Placed = 0, Skipped = 0, Failed = 0, Unknown = 0, Settling = 0 };

        await using var scope = await scopes.OpenManyAsync(named, ct);
        var own = await scope.QuerySingleAsync<InstallationCounts>(OfTenants);
        return own with { ObservedFills = all.ObservedFills, PlatformHalt = all.PlatformHalt, HaltReason = all.HaltReason };
    }

    private async Task<InstallationCounts> FewAsync(CancellationToken ct)
    {
        var role = databases.Has(DatabaseRole.App) ? DatabaseRole.App : databases.Least;
        await using var connection = await databases.For(role).OpenConnectionAsync(ct);
        return role switch
        {
            DatabaseRole.App => await connection.QuerySingleAsync<InstallationCounts>(new CommandDefinition(Global, cancellationToken: ct)),
            DatabaseRole.Watcher => new InstallationCounts { ObservedFills = await connection.QuerySingleAsync<long>(new CommandDefinition("select count(*) from observed_fill", cancellationToken: ct)) },
            _ => new InstallationCounts(),
        };
    }
}
