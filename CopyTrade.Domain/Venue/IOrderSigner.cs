using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Venue;

/// <summary>Holds the keys. Signing is deterministic: equal terms give equal bytes.</summary>
public interface IOrderSigner
{
    /// <summary>Signs an order of a tenant's wallet. Throws <see cref="SignerUnavailableException"/> when the key cannot be used.</summary>
    Task<SignedOrder> SignAsync(TenantRef tenant, WalletConnectionId connection, OrderTerms terms, CancellationToken ct);

    /// <summary>Orders of these wallets are about to be signed: a signer that fetches its keys may fetch them together. What cannot be fetched is told when it is signed with.</summary>
    Task OpenAsync(IReadOnlyCollection<(TenantRef Tenant, WalletConnectionId Connection)> wallets, CancellationToken ct) => Task.CompletedTask;
}
