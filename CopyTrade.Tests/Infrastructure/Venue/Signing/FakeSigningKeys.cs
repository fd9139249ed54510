using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Tests.Infrastructure.Venue.Signing;

/// <summary>Lends the well-known first development-chain key.</summary>
internal sealed class FakeSigningKeys : ISigningKeys
{
    public const string PrivateKey = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    public static readonly WalletAddress Address = WalletAddress.Parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    public static readonly TenantRef Tenant = new(new TenantId(Guid.Empty), new UserId(Guid.Empty));
    public static readonly WalletConnectionId Connection = new(Guid.Empty);

    public ValueTask<T> UseAsync<T>(TenantRef tenant, WalletConnectionId connection, Func<EthereumSigner, T> use, CancellationToken ct)
    {
        using var key = new EthereumSigner(Convert.FromHexString(PrivateKey));
        return ValueTask.FromResult(use(key));
    }
}
