using System.Text;

namespace CopyTrade.Simulator.Signing;

/// <summary>EIP-712 of the V2 exchange (domain version 2).</summary>
internal static class OrderHashing
{
    public const string OrderType = "Order(uint256 salt,address maker,address signer,uint256 tokenId,uint256 makerAmount,uint256 takerAmount,uint8 side,uint8 signatureType,uint256 timestamp,bytes32 metadata,bytes32 builder)";
    private const string WrapperType = "TypedDataSign(Order contents,string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)";

    private static readonly byte[] DomainTypeHash = Keccak.OfText("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    private static readonly byte[] OrderTypeHash = Keccak.OfText(OrderType);
    private static readonly byte[] WrapperTypeHash = Keccak.OfText(WrapperType + OrderType);
    private static readonly byte[] Prefix = [0x19, 0x01];

    public static byte[] DomainSeparator(string exchange, int chainId) => Keccak.Hash(
        DomainTypeHash, Keccak.OfText("Polymarket CTF Exchange"), Keccak.OfText("2"), Words.Of(chainId), Words.OfAddress(exchange));

    public static byte[] ContentsHash(WireOrder order) => Keccak.Hash(
        OrderTypeHash, Words.Of(order.Salt), Words.OfAddress(order.Maker), Words.OfAddress(order.Signer), Words.Of(order.Token.ToBigInteger()),
        Words.Of(order.MakerAmount), Words.Of(order.TakerAmount), Words.Of((int)order.Side), Words.Of((int)order.SignatureType),
        Words.Of(order.Timestamp), order.Metadata, order.Builder);

    /// <summary>The order's id.</summary>
    public static byte[] OrderHash(WireOrder order, string exchange, int chainId) =>
        Keccak.Hash(Prefix, DomainSeparator(exchange, chainId), ContentsHash(order));

    /// <summary>What the key of a deposit wallet signs: the order nested in the wallet's own typed data (ERC-7739 style).</summary>
    public static byte[] WrappedDigest(WireOrder order, string exchange, int chainId)
    {
        var wrapper = Keccak.Hash(
            WrapperTypeHash, ContentsHash(order), Keccak.OfText("DepositWallet"), Keccak.OfText("1"), Words.Of(chainId), Words.OfAddress(order.Maker), new byte[32]);
        return Keccak.Hash(Prefix, DomainSeparator(exchange, chainId), wrapper);
    }

    /// <summary>What follows the 65 bytes of a wrapped signature.</summary>
    public static byte[] WrappedTail(WireOrder order, string exchange, int chainId)
    {
        var type = Encoding.ASCII.GetBytes(OrderType);
        return [.. DomainSeparator(exchange, chainId), .. ContentsHash(order), .. type, (byte)(type.Length >> 8), (byte)type.Length];
    }
}
