using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;

namespace CopyTrade.Simulator.Signing;

/// <summary>Who signed a digest: public-key recovery as the exchange contract does it.</summary>
internal static class Secp256k1
{
    private static readonly Org.BouncyCastle.Asn1.X9.X9ECParameters Curve = CustomNamedCurves.GetByName("secp256k1");
    private static readonly BigInteger HalfOrder = Curve.N.ShiftRight(1);
    private static readonly BigInteger FieldSize = Curve.Curve.Field.Characteristic;

    /// <returns>The signer's address in lower case, or null when the bytes are no valid signature.</returns>
    public static string? RecoverAddress(byte[] digest, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != 65 || signature[64] is not (27 or 28))
        {
            return null;
        }

        var r = new BigInteger(1, signature[..32].ToArray());
        var s = new BigInteger(1, signature[32..64].ToArray());
        // High s is refused on chain (OpenZeppelin ECDSA), so a mirrored signature is no second valid one.
        if (r.SignValue == 0 || s.SignValue == 0 || r.CompareTo(Curve.N) >= 0 || s.CompareTo(HalfOrder) > 0 || r.CompareTo(FieldSize) >= 0)
        {
            return null;
        }

        if (Decode(r, signature[64] == 28) is not { } point)
        {
            return null;
        }

        var inverse = r.ModInverse(Curve.N);
        var e = new BigInteger(1, digest).Mod(Curve.N);
        var key = ECAlgorithms.SumOfTwoMultiplies(Curve.G, e.Negate().Multiply(inverse).Mod(Curve.N), point, s.Multiply(inverse).Mod(Curve.N)).Normalize();
        return key.IsInfinity ? null : Words.Hex(Keccak.Hash(key.GetEncoded(false)[1..]).AsSpan(12));
    }

    private static ECPoint? Decode(BigInteger x, bool odd)
    {
        var encoded = new byte[33];
        encoded[0] = (byte)(odd ? 3 : 2);
        var bytes = x.ToByteArrayUnsigned();
        bytes.CopyTo(encoded, 33 - bytes.Length);
        try
        {
            return Curve.Curve.DecodePoint(encoded);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
