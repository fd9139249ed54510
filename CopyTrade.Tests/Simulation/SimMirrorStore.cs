using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Mirroring;

namespace CopyTrade.Tests.Simulation;

/// <summary>Fills, targets and decisions as one process of the simulation reaches them.</summary>
internal sealed class SimMirrorStore(SimDatabase database, SimStore store, SimGateway gateway, SimPages pages, SimProcess process, Planted planted) : IMirrorStore
{
    public IReadOnlyDictionary<WalletAddress, IReadOnlyList<(TenantRef Tenant, TargetRowId Target)>> Followers { get; private set; } = new Dictionary<WalletAddress, IReadOnlyList<(TenantRef, TargetRowId)>>();

    public async Task RefreshFollowersAsync(CancellationToken ct)
    {
        await database.TripAsync(process, "followers");
        Followers = database.Targets.Values.Where(target => target.DisabledAt is null).GroupBy(target => target.Wallet)
            .ToDictionary(same => same.Key, same => (IReadOnlyList<(TenantRef, TargetRowId)>)[.. same.Select(target => (database.Tenants[target.Tenant].Ref, target.Id))]);
    }

    public async Task<IReadOnlyList<ObservedFill>> PeekAsync(int most, CancellationToken ct)
    {
        await database.TripAsync(process, "peek");
        return [.. database.Observed.Values.Where(row => row.RoutedAt is null).Select(row => row.Fill).OrderBy(fill => fill.FilledAt).ThenBy(fill => fill.Id.Value, StringComparer.Ordinal).Take(most)];
    }

    public async Task<IMirrorSession> BeginAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct) =>
        new SimMirrorSession(database, await store.OpenAsync(tenants), gateway, pages, tenants, planted);

    public async Task<int> MarkUnfollowedAsync(IEnumerable<FillId> fills, DateTimeOffset now, CancellationToken ct)
    {
        await using var session = new SimMirrorSession(database, await store.OpenAsync([]), gateway, pages, [], planted);
        var (taken, _) = await session.TakeAsync([.. fills.Select(id => database.Observed[id].Fill)], ct);
        await session.EndAsync([], taken.Select(fill => fill.Id), VenueMode.Demo, now);
        await session.CommitAsync();
        return taken.Count;
    }
}
