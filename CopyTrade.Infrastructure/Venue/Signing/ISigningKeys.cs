using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>Lends the key of a connection for the length of one call; the key never leaves the callback.</summary>
public interface ISigningKeys
{
    /// <summary>Runs <paramref name="use"/> with the key. Throws <see cref="SignerUnavailableException"/> when the key cannot be used.</summary>
    ValueTask<T> UseAsync<T>(TenantRef tenant, WalletConnectionId connection, Func<EthereumSigner, T> use, CancellationToken ct);
}
