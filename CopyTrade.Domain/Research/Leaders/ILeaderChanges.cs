using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What people ask of the ranking.</summary>
public interface ILeaderChanges
{
    /// <summary>Sees to it that a wallet is read and ranked soon. False when so many wait that no more are taken.</summary>
    Task<bool> AskAsync(WalletAddress wallet, CancellationToken ct);

    /// <summary>Watches a wallet, or not any more.</summary>
    Task StarAsync(TenantRef tenant, WalletAddress wallet, bool starred, CancellationToken ct);

    /// <summary>Asks for a trial of the tenant's rules on a wallet's history. Null when three of the tenant's trials wait already.</summary>
    Task<Guid?> TryAsync(TenantRef tenant, WalletAddress wallet, TrialTerms terms, CancellationToken ct);

    /// <summary>Keeps a view; one of the same name is replaced. False when the tenant has <see cref="LeaderView.Most"/> others.</summary>
    /// <exception cref="ArgumentException">The view has a problem.</exception>
    Task<bool> SaveViewAsync(TenantRef tenant, LeaderView view, CancellationToken ct);

    /// <summary>Forgets a view; without effect when there is none of this name.</summary>
    Task RemoveViewAsync(TenantRef tenant, string name, CancellationToken ct);
}
