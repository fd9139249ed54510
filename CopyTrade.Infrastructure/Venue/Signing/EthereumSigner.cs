using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CopyTrade.Domain.Venue;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC.Multiplier;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>
/// Deterministic (RFC 6979), low-s, recoverable secp256k1 signatures: 65 bytes r, s, v with v 27 or 28. Takes the
/// system's libsecp256k1 where there is one and managed code where there is not; both give the same bytes.
/// Safe for concurrent use until disposed; disposing zeroes the key.
/// </summary>
public sealed partial class EthereumSigner : IDisposable
{
    private const string Library = "libsecp256k1";
    private static readonly ECDomainParameters Curve = Domain();
    private static readonly FixedPointCombMultiplier Base = new();
    private static readonly BigInteger HalfOrder = Curve.N.ShiftRight(1);
    private static readonly nint Context = TryCreateContext();

    private readonly byte[] _key;
    private bool _disposed;

    /// <exception cref="ArgumentException">Not 32 bytes, zero, or not below the order of the curve.</exception>
    public EthereumSigner(ReadOnlySpan<byte> privateKey)
    {
        if (!IsValidKey(privateKey))
            throw new ArgumentException("A private key is 32 bytes, above zero and below the order of the curve.", nameof(privateKey));
        _key = GC.AllocateArray<byte>(32, pinned: true);   // pinned: the collector leaves no copies behind
        privateKey.CopyTo(_key);
        var point = IsNative ? PublicKeyNative() : PublicKeyManaged();
        Address = WalletAddress.Parse(PrefixedHex.Of(Keccak256(point.AsSpan(1)).AsSpan(12)));
    }

    /// <summary>True when the system's libsecp256k1 signs; false when managed code does.</summary>
    public static bool IsNative => Context != 0;

    /// <summary>The account that this key controls.</summary>
    public WalletAddress Address { get; }

    public static bool IsValidKey(ReadOnlySpan<byte> privateKey)
    {
        if (privateKey.Length != 32) return false;
        var number = new BigInteger(1, privateKey.ToArray());
        return number.SignValue > 0 && number.CompareTo(Curve.N) < 0;
    }

    public static byte[] Keccak256(ReadOnlySpan<byte> data)
    {
        var digest = new KeccakDigest(256);
        var copy = data.ToArray();
        digest.BlockUpdate(copy, 0, copy.Length);
        var hash = new byte[32];
        digest.DoFinal(hash, 0);
        return hash;
    }

    /// <summary>Signs a 32-byte digest as it is: hashing and prefixing are the caller's.</summary>
    public byte[] Sign(ReadOnlySpan<byte> hash)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (hash.Length != 32) throw new ArgumentException("A digest is 32 bytes.", nameof(hash));
        return IsNative ? SignNative(hash) : SignManaged(hash);
    }

    /// <summary>The nonce's own point gives r and, by the parity of its y, the recovery id: no trial recovery is needed.</summary>
    internal byte[] SignManaged(ReadOnlySpan<byte> hash)
    {
        var d = new BigInteger(1, _key);
        var bytes = hash.ToArray();
        var e = new BigInteger(1, bytes);
        var nonces = new HMacDsaKCalculator(new Sha256Digest());
        nonces.Init(Curve.N, d, bytes);
        while (true)
        {
            var k = nonces.NextK();
            var point = Base.Multiply(Curve.G, k).Normalize();
            var x = point.AffineXCoord.ToBigInteger();
            var r = x.Mod(Curve.N);
            var s = k.ModInverse(Curve.N).Multiply(e.Add(d.Multiply(r))).Mod(Curve.N);
            // x at or above the order means recovery id 2 or 3, which Ethereum has no v for: about once in 2^127.
            if (r.SignValue == 0 || s.SignValue == 0 || x.CompareTo(Curve.N) >= 0) continue;

            var odd = point.AffineYCoord.ToBigInteger().TestBit(0);
            if (s.CompareTo(HalfOrder) > 0) (s, odd) = (Curve.N.Subtract(s), !odd);

            var signature = new byte[65];
            Write(r, signature.AsSpan(0, 32));
            Write(s, signature.AsSpan(32, 32));
            signature[64] = (byte)(odd ? 28 : 27);
            return signature;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_key);
    }

    /// <summary>The address only: a key never reaches a log by way of its holder.</summary>
    public override string ToString() => $"EthereumSigner {Address}";

    /// <summary>The public key, uncompressed: 65 bytes.</summary>
    internal byte[] PublicKeyManaged() => Base.Multiply(Curve.G, new BigInteger(1, _key)).Normalize().GetEncoded(false);

    // A vault opens a key for each signature, so the address must be as quick to derive as the signature is to make.
    private unsafe byte[] PublicKeyNative()
    {
        const uint uncompressed = 1 << 1;
        var opaque = stackalloc byte[64];
        var point = new byte[65];
        var length = (nuint)point.Length;
        fixed (byte* k = _key, o = point)
        {
            if (secp256k1_ec_pubkey_create(Context, opaque, k) != 1 || secp256k1_ec_pubkey_serialize(Context, o, &length, opaque, uncompressed) != 1)
                throw new CryptographicException("The public key could not be derived.");
        }

        return point;
    }

    private unsafe byte[] SignNative(ReadOnlySpan<byte> hash)
    {
        var opaque = stackalloc byte[65];
        var signature = new byte[65];
        int id;
        fixed (byte* h = hash, k = _key, o = signature)
        {
            if (secp256k1_ecdsa_sign_recoverable(Context, opaque, h, k, 0, null) != 1)
                throw new CryptographicException("The digest could not be signed.");
            _ = secp256k1_ecdsa_recoverable_signature_serialize_compact(Context, o, &id, opaque);
        }

        signature[64] = (byte)(27 + id);
        return signature;
    }

    private static void Write(BigInteger value, Span<byte> target)
    {
        var bytes = value.ToByteArrayUnsigned();
        bytes.CopyTo(target[(32 - bytes.Length)..]);
    }

    private static ECDomainParameters Domain()
    {
        var curve = SecNamedCurves.GetByName("secp256k1");
        return new ECDomainParameters(curve.Curve, curve.G, curve.N, curve.H);
    }

    private static unsafe nint TryCreateContext()
    {
        NativeLibrary.SetDllImportResolver(typeof(EthereumSigner).Assembly, static (name, _, _) => name == Library ? LoadLibrary() : 0);
        try
        {
            const uint signAndVerify = 1 | (1 << 8) | (1 << 9);
            var context = secp256k1_context_create(signAndVerify);
            var seed = stackalloc byte[32];
            RandomNumberGenerator.Fill(new Span<byte>(seed, 32));
            _ = secp256k1_context_randomize(context, seed);   // blinding against side channels
            return context;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return 0;
        }
    }

    /// <summary>Debian and Ubuntu ship only the versioned file name unless the -dev package is installed: 1 is 0.2, 2 is 0.3 and later.</summary>
    private static nint LoadLibrary()
    {
        ReadOnlySpan<string> files =
        [
            "libsecp256k1.so.2", "libsecp256k1.so.1", "libsecp256k1.so.6", "libsecp256k1.so.5",
            "libsecp256k1.dylib", "/opt/homebrew/lib/libsecp256k1.dylib", "libsecp256k1",
        ];
        foreach (var file in files)
        {
            if (!NativeLibrary.TryLoad(file, out var handle)) continue;
            // The recovery module is optional when the library is built.
            if (NativeLibrary.TryGetExport(handle, nameof(secp256k1_ecdsa_sign_recoverable), out _)) return handle;
            NativeLibrary.Free(handle);
        }

        return 0;
    }

    [LibraryImport(Library)]
    private static partial nint secp256k1_context_create(uint flags);

    [LibraryImport(Library)]
    private static unsafe partial int secp256k1_context_randomize(nint context, byte* seed);

    [LibraryImport(Library)]
    private static unsafe partial int secp256k1_ec_pubkey_create(nint context, byte* publicKey, byte* key);

    [LibraryImport(Library)]
    private static unsafe partial int secp256k1_ec_pubkey_serialize(nint context, byte* output, nuint* length, byte* publicKey, uint flags);

    [LibraryImport(Library)]
    private static unsafe partial int secp256k1_ecdsa_sign_recoverable(nint context, byte* signature, byte* hash, byte* key, nint nonce, void* data);

    [LibraryImport(Library)]
    private static unsafe partial int secp256k1_ecdsa_recoverable_signature_serialize_compact(nint context, byte* output, int* id, byte* signature);
}
