using System.Globalization;
using System.Numerics;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Signers;
using BcInteger = Org.BouncyCastle.Math.BigInteger;

namespace CopyTrade.Tests.Simulator;

/// <summary>A private key that signs orders and messages, written for tests apart from both the product and the simulator.</summary>
public sealed class TestKey
{
    public const string Exchange = "0xE111180000d2663C0091e4f400237545B87B996B";
    public const string NegRiskExchange = "0xe2222d279d744050d28e00520010520000310F59";
    private const string OrderType = "Order(uint256 salt,address maker,address signer,uint256 tokenId,uint256 makerAmount,uint256 takerAmount,uint8 side,uint8 signatureType,uint256 timestamp,bytes32 metadata,bytes32 builder)";
    private static readonly Org.BouncyCastle.Asn1.X9.X9ECParameters Curve = CustomNamedCurves.GetByName("secp256k1");
    private readonly BcInteger _secret;

    public TestKey(string hex)
    {
        _secret = new BcInteger(hex.Replace("0x", "", StringComparison.Ordinal), 16);
        var point = Curve.G.Multiply(_secret).Normalize().GetEncoded(false);
        Address = "0x" + Convert.ToHexStringLower(Keccak(point[1..])[12..]);
    }

    /// <summary>The first well-known development account.</summary>
    public static TestKey First { get; } = new("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

    public string Address { get; }

    public static TestKey Numbered(int number) => new((number + 0x1000).ToString("x64", CultureInfo.InvariantCulture));

    public string SignLogin(string timestamp, int nonce)
    {
        var domain = Keccak(Text("EIP712Domain(string name,string version,uint256 chainId)"), Text("ClobAuthDomain"), Text("1"), Word(137));
        var message = Keccak(Text("ClobAuth(address address,string timestamp,uint256 nonce,string message)"), Word(Address), Text(timestamp), Word(nonce), Text("This message attests that I control the given wallet"));
        return Hex(Sign(Keccak([0x19, 0x01], domain, message)));
    }

    public (string Id, string Signature) SignOrder(TestOrder order, bool negRisk)
    {
        var contents = Keccak(
            Text(OrderType), Word(order.Salt), Word(order.Maker), Word(order.Signer), Word(BigInteger.Parse(order.TokenId, CultureInfo.InvariantCulture)), Word(order.MakerAmount), Word(order.TakerAmount),
            Word(order.Side == "BUY" ? 0 : 1), Word(order.SignatureType), Word(order.Timestamp), Convert.FromHexString(order.Metadata[2..]), Convert.FromHexString(order.Builder[2..]));
        var domain = Keccak(
            Text("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"), Text("Polymarket CTF Exchange"), Text("2"), Word(137), Word(negRisk ? NegRiskExchange : Exchange));
        var id = Keccak([0x19, 0x01], domain, contents);
        if (order.SignatureType != 3)
        {
            return (Hex(id), Hex(Sign(id)));
        }

        var wrapper = Keccak(
            Text("TypedDataSign(Order contents,string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)" + OrderType),
            contents, Text("DepositWallet"), Text("1"), Word(137), Word(order.Maker), new byte[32]);
        return (Hex(id), Hex([.. Sign(Keccak([0x19, 0x01], domain, wrapper)), .. domain, .. contents, .. Encoding.ASCII.GetBytes(OrderType), 0, 0xba]));
    }

    // The nonce's own point gives r, and by the parity of its y the v.
    private byte[] Sign(byte[] digest)
    {
        var nonces = new HMacDsaKCalculator(new Sha256Digest());
        nonces.Init(Curve.N, _secret, digest);
        var nonce = nonces.NextK();
        var point = Curve.G.Multiply(nonce).Normalize();
        var r = point.AffineXCoord.ToBigInteger().Mod(Curve.N);
        var s = nonce.ModInverse(Curve.N).Multiply(new BcInteger(1, digest).Add(_secret.Multiply(r))).Mod(Curve.N);
        var isOdd = point.AffineYCoord.ToBigInteger().TestBit(0);
        return s.CompareTo(Curve.N.ShiftRight(1)) > 0
            ? [.. Pad(r), .. Pad(Curve.N.Subtract(s)), (byte)(isOdd ? 27 : 28)]
            : [.. Pad(r), .. Pad(s), (byte)(isOdd ? 28 : 27)];
    }

    private static byte[] Pad(BcInteger value)
    {
        var bytes = value.ToByteArrayUnsigned();
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private static byte[] Word(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private static byte[] Word(string address) => [.. new byte[12], .. Convert.FromHexString(address[2..])];

    private static byte[] Text(string text) => Keccak(Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => "0x" + Convert.ToHexStringLower(bytes);

    private static byte[] Keccak(params byte[][] parts)
    {
        var all = parts.SelectMany(p => p).ToArray();
        var digest = new KeccakDigest(256);
        digest.BlockUpdate(all, 0, all.Length);
        var hash = new byte[32];
        digest.DoFinal(hash, 0);
        return hash;
    }
}
