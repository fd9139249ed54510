using System.Buffers.Binary;
using System.Text;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>Signatures of an order: plain for accounts, proxies and Safes; wrapped (ERC-7739 style) for deposit wallets.</summary>
internal static class OrderSignature
{
    private const string WrapperType = "TypedDataSign(Order contents,string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)";
    private static readonly byte[] WrapperTypeHash = Eip712.TypeHash(WrapperType + ExchangeOrder.Type);
    private static readonly byte[] OrderType = Encoding.ASCII.GetBytes(ExchangeOrder.Type);

    public static byte[] Sign(EthereumSigner key, ExchangeOrder order, ExchangeDomain domain) =>
        order.SignatureType == SignatureType.DepositWallet
            ? Wrap(key.Sign(WrappedDigest(order, domain)), domain, order)
            : key.Sign(order.Digest(domain));

    public static byte[] WrappedDigest(ExchangeOrder order, ExchangeDomain domain)
    {
        Span<byte> data = stackalloc byte[7 * AbiWords.Size];
        var words = new AbiWords(data);
        words.Bytes32(WrapperTypeHash);
        words.Bytes32(order.StructHash());
        words.Text("DepositWallet");
        words.Text("1");
        words.Number(domain.ChainId);
        words.Address(order.Maker);
        words.Bytes32(new byte[AbiWords.Size]);
        return Eip712.Digest(domain.Separator, EthereumSigner.Keccak256(data));
    }

    private static byte[] Wrap(byte[] signature, ExchangeDomain domain, ExchangeOrder order)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)OrderType.Length);
        return [.. signature, .. domain.Separator, .. order.StructHash(), .. OrderType, .. length];
    }
}
