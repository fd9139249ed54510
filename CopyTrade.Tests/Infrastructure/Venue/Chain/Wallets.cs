using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Signing;
using CopyTrade.Tests.Infrastructure.Venue.Signing;

namespace CopyTrade.Tests.Infrastructure.Venue.Chain;

/// <summary>The wallets that the well-known development key can make act.</summary>
internal static class Wallets
{
    public static WalletConnection Eoa { get; } = Of(SignatureType.Eoa, FakeSigningKeys.Address);

    public static WalletConnection Safe { get; } = Of(SignatureType.Safe, WalletDerivation.SafeOf(FakeSigningKeys.Address));

    public static WalletConnection Proxy { get; } = Of(SignatureType.Proxy, WalletDerivation.ProxyOf(FakeSigningKeys.Address));

    private static WalletConnection Of(SignatureType type, WalletAddress funder) =>
        new(FakeSigningKeys.Connection, FakeSigningKeys.Tenant.Tenant, FakeSigningKeys.Address, funder, type, DateTimeOffset.UnixEpoch, null, null, null, null, null);
}
