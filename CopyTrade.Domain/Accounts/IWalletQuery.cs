namespace CopyTrade.Domain.Accounts;

/// <summary>Reads the wallet of one tenant, without secrets.</summary>
public interface IWalletQuery
{
    /// <summary>What the wallet page shows.</summary>
    Task<WalletView> ReadAsync(TenantRef tenant, CancellationToken ct);
}
