using System.Numerics;

namespace CopyTrade.Simulator.Signing;

/// <summary>Level-1 authentication: the ClobAuth typed message.</summary>
internal static class ClobAuth
{
    private static readonly byte[] DomainTypeHash = Keccak.OfText("EIP712Domain(string name,string version,uint256 chainId)");
    private static readonly byte[] TypeHash = Keccak.OfText("ClobAuth(address address,string timestamp,uint256 nonce,string message)");
    private static readonly byte[] Message = Keccak.OfText("This message attests that I control the given wallet");

    public static byte[] Digest(string address, string timestamp, BigInteger nonce, int chainId)
    {
        var domain = Keccak.Hash(DomainTypeHash, Keccak.OfText("ClobAuthDomain"), Keccak.OfText("1"), Words.Of(chainId));
        var contents = Keccak.Hash(TypeHash, Words.OfAddress(address), Keccak.OfText(timestamp), Words.Of(nonce), Message);
        return Keccak.Hash([0x19, 0x01], domain, contents);
    }
}
