using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Reads transfers of a tenant's wallets and whether deposits are wrapped; asks no chain.</summary>
public interface IWalletTransfersQuery
{
    /// <summary>The newest first, those of earlier connections included.</summary>
    Task<IReadOnlyList<WalletTransfer>> ListAsync(TenantRef tenant, int limit, CancellationToken ct);

    /// <summary>Of the active connection; null without one.</summary>
    Task<AutoWrapView?> AutoWrapAsync(TenantRef tenant, CancellationToken ct);
}
