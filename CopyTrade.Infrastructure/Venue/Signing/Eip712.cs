using System.Text;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>Hashing of EIP-712 typed data.</summary>
internal static class Eip712
{
    private static readonly byte[] ContractDomain = TypeHash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    private static readonly byte[] PlainDomain = TypeHash("EIP712Domain(string name,string version,uint256 chainId)");

    public static byte[] TypeHash(string type) => EthereumSigner.Keccak256(Encoding.ASCII.GetBytes(type));

    /// <summary>The domain of a contract; of a service when <paramref name="contract"/> is null.</summary>
    public static byte[] DomainSeparator(string name, string version, int chainId, string? contract)
    {
        Span<byte> data = stackalloc byte[5 * AbiWords.Size];
        if (contract is null) data = data[..(4 * AbiWords.Size)];
        var words = new AbiWords(data);
        words.Bytes32(contract is null ? PlainDomain : ContractDomain);
        words.Text(name);
        words.Text(version);
        words.Number(chainId);
        if (contract is not null) words.Address(contract);
        return EthereumSigner.Keccak256(data);
    }

    /// <summary>What is signed: <c>keccak(0x1901 ‖ domain ‖ struct)</c>.</summary>
    public static byte[] Digest(ReadOnlySpan<byte> domainSeparator, ReadOnlySpan<byte> structHash)
    {
        Span<byte> data = stackalloc byte[2 + (2 * AbiWords.Size)];
        data[0] = 0x19;
        data[1] = 0x01;
        domainSeparator.CopyTo(data[2..]);
        structHash.CopyTo(data[(2 + AbiWords.Size)..]);
        return EthereumSigner.Keccak256(data);
    }
}
