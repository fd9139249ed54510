using System.Globalization;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>The level-1 login message: proves control of the signing key.</summary>
internal static class ClobAuth
{
    private const string Message = "This message attests that I control the given wallet";
    private static readonly byte[] TypeHash = Eip712.TypeHash("ClobAuth(address address,string timestamp,uint256 nonce,string message)");

    public static byte[] Digest(WalletAddress address, int chainId, long unixSeconds, long nonce)
    {
        Span<byte> data = stackalloc byte[5 * AbiWords.Size];
        var words = new AbiWords(data);
        words.Bytes32(TypeHash);
        words.Address(address.Value);
        words.Text(unixSeconds.ToString(CultureInfo.InvariantCulture));
        words.Number(nonce);
        words.Text(Message);
        return Eip712.Digest(Eip712.DomainSeparator("ClobAuthDomain", "1", chainId, contract: null), EthereumSigner.Keccak256(data));
    }

    public static string Sign(EthereumSigner key, int chainId, long unixSeconds, long nonce) =>
        PrefixedHex.Of(key.Sign(Digest(key.Address, chainId, unixSeconds, nonce)));
}
