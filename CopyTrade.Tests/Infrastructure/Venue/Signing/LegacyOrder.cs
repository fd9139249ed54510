using System.Numerics;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Tests.Infrastructure.Venue.Signing;

/// <summary>The order struct of exchange V1, retired on 2026-04-28. Proves by the official vectors that hashing, signing and the body of an order are general; nothing sends it.</summary>
internal sealed record LegacyOrder(
    BigInteger Salt,
    string Maker,
    string Signer,
    string Taker,
    BigInteger TokenId,
    BigInteger MakerAmount,
    BigInteger TakerAmount,
    BigInteger Expiration,
    BigInteger Nonce,
    BigInteger FeeRateBps,
    OrderSide Side,
    int SignatureType)
{
    private static readonly byte[] TypeHash = Eip712.TypeHash(
        "Order(uint256 salt,address maker,address signer,address taker,uint256 tokenId,uint256 makerAmount,uint256 takerAmount,"
        + "uint256 expiration,uint256 nonce,uint256 feeRateBps,uint8 side,uint8 signatureType)");

    public byte[] Digest(ExchangeDomain domain)
    {
        Span<byte> data = stackalloc byte[13 * AbiWords.Size];
        var words = new AbiWords(data);
        words.Bytes32(TypeHash);
        words.Number(Salt);
        words.Address(Maker);
        words.Address(Signer);
        words.Address(Taker);
        words.Number(TokenId);
        words.Number(MakerAmount);
        words.Number(TakerAmount);
        words.Number(Expiration);
        words.Number(Nonce);
        words.Number(FeeRateBps);
        words.Number((int)Side);
        words.Number(SignatureType);
        return Eip712.Digest(domain.Separator, EthereumSigner.Keccak256(data));
    }

    public byte[] ToJson(string signature)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("salt", (long)Salt);
            json.WriteString("maker", Maker);
            json.WriteString("signer", Signer);
            json.WriteString("taker", Taker);
            json.WriteString("tokenId", TokenId.ToString());
            json.WriteString("makerAmount", MakerAmount.ToString());
            json.WriteString("takerAmount", TakerAmount.ToString());
            json.WriteString("side", WireWords.Of(Side));
            json.WriteString("expiration", Expiration.ToString());
            json.WriteString("nonce", Nonce.ToString());
            json.WriteString("feeRateBps", FeeRateBps.ToString());
            json.WriteNumber("signatureType", SignatureType);
            json.WriteString("signature", signature);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
