using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>
/// Where the router finds fills and keeps what it decided: PostgreSQL in the product, memory in the deterministic
/// simulation. The router decides; a store only remembers, all of a session or nothing of it.
/// </summary>
internal interface IMirrorStore
{
    /// <summary>Followed wallets and their followers, as last read. Work on them opens a session, which has the truth.</summary>
    IReadOnlyDictionary<WalletAddress, IReadOnlyList<(TenantRef Tenant, TargetRowId Target)>> Followers { get; }

    /// <summary>Reads anew who follows whom.</summary>
    Task RefreshFollowersAsync(CancellationToken ct);

    /// <summary>The oldest fills that nobody routed yet.</summary>
    Task<IReadOnlyList<ObservedFill>> PeekAsync(int most, CancellationToken ct);

    /// <summary>Opens a transaction on exactly these tenants; at least one.</summary>
    Task<IMirrorSession> BeginAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct);

    /// <summary>Marks fills that nobody follows; answers how many nobody else had marked.</summary>
    Task<int> MarkUnfollowedAsync(IEnumerable<FillId> fills, DateTimeOffset now, CancellationToken ct);
}
