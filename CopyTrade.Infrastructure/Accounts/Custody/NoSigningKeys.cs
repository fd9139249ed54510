using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>A host that opened no master key lends no key.</summary>
internal sealed class NoSigningKeys : ISigningKeys
{
    public ValueTask<T> UseAsync<T>(TenantRef tenant, WalletConnectionId connection, Func<EthereumSigner, T> use, CancellationToken ct) =>
        throw new SignerUnavailableException("This host holds no keys.");
}
