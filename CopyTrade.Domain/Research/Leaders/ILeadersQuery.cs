using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Reads the ranked wallets, which are public, and what one tenant noted about them.</summary>
public interface ILeadersQuery
{
    /// <summary>All of them.</summary>
    Task<LeaderList> ListAsync(CancellationToken ct);

    /// <summary>One; null when nobody asked for it yet.</summary>
    Task<LeaderDossier?> FindAsync(WalletAddress wallet, CancellationToken ct);

    /// <summary>Wallets that the tenant watches.</summary>
    Task<IReadOnlySet<WalletAddress>> StarredAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>The tenant's trials on a wallet, newest first, at most twenty.</summary>
    Task<IReadOnlyList<CopyTrial>> TrialsAsync(TenantRef tenant, WalletAddress wallet, CancellationToken ct);

    /// <summary>One of the tenant's trials; null when it has none of this id.</summary>
    Task<CopyTrial?> FindTrialAsync(TenantRef tenant, Guid id, CancellationToken ct);

    /// <summary>The tenant's saved views by name.</summary>
    Task<IReadOnlyList<LeaderView>> ViewsAsync(TenantRef tenant, CancellationToken ct);
}
