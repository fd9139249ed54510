using System.Numerics;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>The order struct of exchange V2 (and V3), field by field as it is signed.</summary>
internal sealed record ExchangeOrder(
    BigInteger Salt,
    string Maker,
    string Signer,
    BigInteger TokenId,
    BigInteger MakerAmount,
    BigInteger TakerAmount,
    OrderSide Side,
    SignatureType SignatureType,
    BigInteger Timestamp)
{
    public const string Type = "Order(uint256 salt,address maker,address signer,uint256 tokenId,uint256 makerAmount,uint256 takerAmount,"
        + "uint8 side,uint8 signatureType,uint256 timestamp,bytes32 metadata,bytes32 builder)";

    private static readonly byte[] TypeHash = Eip712.TypeHash(Type);

    public byte[] Metadata { get; init; } = new byte[32];

    public byte[] Builder { get; init; } = new byte[32];

    /// <summary>A deposit wallet is both maker and signer; the key appears only inside the wrapped signature.</summary>
    public static ExchangeOrder From(OrderTerms terms)
    {
        var amounts = OrderAmounts.For(terms);
        return new(
            terms.Salt,
            terms.Maker.Value,
            terms.SignatureType == SignatureType.DepositWallet ? terms.Maker.Value : terms.Signer.Value,
            terms.Token.ToBigInteger(),
            amounts.Maker,
            amounts.Taker,
            terms.Side,
            terms.SignatureType,
            terms.TimestampMs);
    }

    public byte[] StructHash()
    {
        Span<byte> data = stackalloc byte[12 * AbiWords.Size];
        var words = new AbiWords(data);
        words.Bytes32(TypeHash);
        words.Number(Salt);
        words.Address(Maker);
        words.Address(Signer);
        words.Number(TokenId);
        words.Number(MakerAmount);
        words.Number(TakerAmount);
        words.Number((int)Side);
        words.Number((int)SignatureType);
        words.Number(Timestamp);
        words.Bytes32(Metadata);
        words.Bytes32(Builder);
        return EthereumSigner.Keccak256(data);
    }

    /// <summary>The plain digest: the order's id at the venue, for every signature type.</summary>
    public byte[] Digest(ExchangeDomain domain) => Eip712.Digest(domain.Separator, StructHash());
}
