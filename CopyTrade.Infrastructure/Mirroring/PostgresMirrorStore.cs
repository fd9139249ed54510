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

    public async Task<IMirrorSession> BeginAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct) => new PostgresMirrorSession(await scopes.BeginManyAsync(among, ct));

    public Task<int> MarkUnfollowedAsync(IEnumerable<FillId> fills, DateTimeOffset now, CancellationToken ct) => FillRows.MarkUnfollowedAsync(databases.Worker, fills, now, ct);
}
