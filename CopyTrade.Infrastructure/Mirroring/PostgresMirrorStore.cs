using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Fills and decisions in PostgreSQL.</summary>
internal sealed class PostgresMirrorStore(Databases databases, TenantScopes scopes, TenantEnumerator tenants) : IMirrorStore
{
    public IReadOnlyDictionary<WalletAddress, IReadOnlyList<(TenantRef Tenant, TargetRowId Target)>> Followers => tenants.Followers;

    public Task RefreshFollowersAsync(CancellationToken ct) => tenants.RefreshAsync(ct);

    public Task<IReadOnlyList<ObservedFill>> PeekAsync(int most, CancellationToken ct) => FillRows.PeekAsync(databases.Worker, most, ct);

    public async Task<IMirrorSession> BeginAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct) => new PostgresMirrorSession(await scopes.OpenManyAsync(among, ct));

    public async Task<int> MarkUnfollowedAsync(IEnumerable<FillId> fills, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await databases.Worker.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var taken = await FillRows.TakeAsync(connection, transaction, fills, ct);
        await FillRows.MarkRoutedAsync(connection, transaction, taken.Select(fill => fill.Id), now, ct);
        await transaction.CommitAsync(ct);
        return taken.Count;
    }
}
