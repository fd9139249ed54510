using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>Lends the key of a connection for the length of one call; the key never leaves the callback.</summary>
public interface ISigningKeys
{
    /// <summary>Runs <paramref name="use"/> with the key. Throws <see cref="SignerUnavailableException"/> when the key cannot be used.</summary>
    ValueTask<T> UseAsync<T>(TenantRef tenant, WalletConnectionId connection, Func<EthereumSigner, T> use, CancellationToken ct);

    /// <summary>The keys of these connections are about to be used: they may be read together. What cannot be read is told when it is used.</summary>
    Task OpenAsync(IReadOnlyCollection<(TenantRef Tenant, WalletConnectionId Connection)> wallets, CancellationToken ct) => Task.CompletedTask;
}
