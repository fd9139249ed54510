using System.Numerics;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Simulator.Signing;

/// <summary>The eleven signed fields of a V2 order, and its signature. Addresses in lower case.</summary>
internal sealed record WireOrder(
    BigInteger Salt,
    string Maker,
    string Signer,
    TokenId Token,
    BigInteger MakerAmount,
    BigInteger TakerAmount,
    OrderSide Side,
    SignatureType SignatureType,
    BigInteger Timestamp,
    byte[] Metadata,
    byte[] Builder,
    byte[] Signature);
