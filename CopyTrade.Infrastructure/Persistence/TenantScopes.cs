using System.Globalization;
using CopyTrade.Domain.Accounts;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>
/// The only door to tenants' rows: a transaction whose actors are the owners of the named tenants, and in which only the
/// named tenants' rows exist, whatever else their owners have. Both are transaction-local, so the pool can never hand
/// them to the next caller; reads run inside the transaction too.
/// </summary>
public sealed class TenantScopes(Databases databases, LeaderFence? fence = null)
{
    /// <summary>One tenant, for pages and the API (app role).</summary>
    public Task<TenantScope> OpenAsync(TenantRef tenant, CancellationToken ct) =>
        OpenAsync(databases.App, [tenant], [tenant.Owner], null, ct);

    /// <summary>Exactly the tenants of a batch, for background work (worker role). What was a leader's and is no longer is refused when it writes orders.</summary>
    public Task<TenantScope> OpenManyAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct) => tenants.Count > 0
        ? OpenAsync(databases.Worker, tenants, Owners(tenants), fence?.Token, ct)
        : throw new ArgumentException("A scope needs at least one tenant.", nameof(tenants));

    /// <summary>A person whose tenant is not known yet (app role): finding or creating it, and nothing else.</summary>
    internal Task<TenantScope> OpenForUserAsync(UserId user, CancellationToken ct) => OpenAsync(databases.App, [], [user], null, ct);

    /// <summary>The same for work whose first statement goes through the scope: who it is for travels with that, which saves a round trip.</summary>
    internal async Task<TenantScope> BeginManyAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) throw new ArgumentException("A scope needs at least one tenant.", nameof(tenants));
        var connection = await databases.Worker.OpenConnectionAsync(ct);
        try
        {
            return new TenantScope(connection, await connection.BeginTransactionAsync(ct), tenants, Opening(tenants, null), databases.Announcer, ct);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>One question about the tenants of a batch (worker role), asked and answered in one round trip.</summary>
    internal async Task<IReadOnlyList<T>> ReadManyAsync<T>(IReadOnlyCollection<TenantRef> tenants, string sql, object? parameters, CancellationToken ct)
    {
        if (tenants.Count == 0) throw new ArgumentException("A scope needs at least one tenant.", nameof(tenants));
        await using var connection = await databases.Worker.OpenConnectionAsync(ct);
        // Statements that travel together without a transaction of their own are one: what is set for it ends with it.
        return (await connection.QueryAsync<T>(new CommandDefinition(TenantScope.OpeningSql + sql, Opening(tenants, parameters), cancellationToken: ct))).AsList();
    }

    private DynamicParameters Opening(IReadOnlyCollection<TenantRef> tenants, object? parameters)
    {
        var all = new DynamicParameters(parameters);
        all.Add("scope_actors", string.Join(',', Owners(tenants)));
        all.Add("scope_tenants", string.Join(',', tenants.Select(tenant => tenant.Tenant)));
        all.Add("scope_fence", fence?.Token?.ToString(CultureInfo.InvariantCulture) ?? "");
        return all;
    }

    private static IEnumerable<UserId> Owners(IReadOnlyCollection<TenantRef> tenants) => tenants.Select(tenant => tenant.Owner).Distinct();

    private async Task<TenantScope> OpenAsync(NpgsqlDataSource database, IReadOnlyCollection<TenantRef> tenants, IEnumerable<UserId> actors, long? token, CancellationToken ct)
    {
        var connection = await database.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(ct);
            var scope = new TenantScope(connection, transaction, tenants, opening: null, databases.Announcer, ct);
            await scope.ExecuteAsync("select set_config('app.actors', @actors, true), set_config('app.tenants', @named, true), set_config('app.fence', @fence, true)",
                new { actors = string.Join(',', actors), named = string.Join(',', tenants.Select(tenant => tenant.Tenant)), fence = token?.ToString(CultureInfo.InvariantCulture) ?? "" });
            return scope;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
