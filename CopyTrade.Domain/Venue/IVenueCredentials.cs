using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Venue;

/// <summary>The stored API credentials of wallets. Thread-safe.</summary>
public interface IVenueCredentials
{
    /// <summary>Credentials of a connection; null when none were derived yet. <see cref="SignerUnavailableException"/> when they cannot be decrypted.</summary>
    Task<VenueCredentials?> GetAsync(TenantRef tenant, WalletConnectionId connection, CancellationToken ct);

    /// <summary>The credentials of these connections are about to be asked for: whoever fetches them may fetch them together. What cannot be fetched is told when it is asked for.</summary>
    Task OpenAsync(IReadOnlyCollection<(TenantRef Tenant, WalletConnectionId Connection)> wallets, CancellationToken ct) => Task.CompletedTask;
}
