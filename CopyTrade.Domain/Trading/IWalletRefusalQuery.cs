using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Reads what the venue last refused a tenant's wallet.</summary>
public interface IWalletRefusalQuery
{
    /// <summary>Of the last 24 hours; null when there is none, or an order was accepted since.</summary>
    Task<WalletRefusal?> FindAsync(TenantRef tenant, CancellationToken ct);
}
