using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>Addresses of the venue's smart wallets, which follow from the owner's key by CREATE2.</summary>
internal static class WalletDerivation
{
    private const string ProxyFactory = "aB45c5A4B0c941a2F231C04C3f49182e1A254052";
    private const string ProxyCode = "d21df8dc65880a8606f09fe0ce3df9b8869287ab0b058be05aa9e8af6330a00b";
    private const string SafeFactory = "aacFeEa03eb1561C4e67d661e40682Bd20E3541b";
    private const string SafeCode = "2bce2127ff07fb632d16c8347c4ebf501f4841168bed00d9e6ef715ddb6fcecf";

    public static WalletAddress ProxyOf(WalletAddress owner) => Create2(ProxyFactory, Convert.FromHexString(owner.Value.AsSpan(2)), ProxyCode);

    public static WalletAddress SafeOf(WalletAddress owner) => Create2(SafeFactory, [.. new byte[12], .. Convert.FromHexString(owner.Value.AsSpan(2))], SafeCode);

    private static WalletAddress Create2(string factory, byte[] saltSource, string initCodeHash)
    {
        byte[] data = [0xff, .. Convert.FromHexString(factory), .. EthereumSigner.Keccak256(saltSource), .. Convert.FromHexString(initCodeHash)];
        return WalletAddress.Parse(PrefixedHex.Of(EthereumSigner.Keccak256(data).AsSpan(12)));
    }
}
