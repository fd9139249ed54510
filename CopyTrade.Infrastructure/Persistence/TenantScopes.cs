using System.Globalization;
using CopyTrade.Domain.Accounts;
using Npgsql;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>
/// The only door to tenants' rows: a transaction whose actors are the owners of the named tenants. The actors are
/// transaction-local, so the pool can never hand them to the next caller; reads run inside the transaction too.
/// </summary>
public sealed class TenantScopes(Databases databases, LeaderFence? fence = null)
{
    /// <summary>One tenant, for pages and the API (app role).</summary>
    public Task<TenantScope> OpenAsync(TenantRef tenant, CancellationToken ct) =>
        OpenAsync(databases.App, [tenant], [tenant.Owner], null, ct);

    /// <summary>Exactly the tenants of a batch, for background work (worker role). What was a leader's and is no longer is refused when it writes orders.</summary>
    public Task<TenantScope> OpenManyAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct) => tenants.Count > 0
        ? OpenAsync(databases.Worker, tenants, tenants.Select(tenant => tenant.Owner).Distinct(), fence?.Token, ct)
        : throw new ArgumentException("A scope needs at least one tenant.", nameof(tenants));

    /// <summary>A person whose tenant is not known yet (app role): finding or creating it, and nothing else.</summary>
    internal Task<TenantScope> OpenForUserAsync(UserId user, CancellationToken ct) => OpenAsync(databases.App, [], [user], null, ct);

    private static async Task<TenantScope> OpenAsync(NpgsqlDataSource database, IReadOnlyCollection<TenantRef> tenants, IEnumerable<UserId> actors, long? token, CancellationToken ct)
    {
        var connection = await database.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(ct);
            var scope = new TenantScope(connection, transaction, tenants, ct);
            await scope.ExecuteAsync("select set_config('app.actors', @actors, true), set_config('app.fence', @fence, true)",
                new { actors = string.Join(',', actors), fence = token?.ToString(CultureInfo.InvariantCulture) ?? "" });
            return scope;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
