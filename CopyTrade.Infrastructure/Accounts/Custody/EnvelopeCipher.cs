using System.Security.Cryptography;

namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>
/// AES-256-GCM in two layers, a data key for each secret under the master key. Both layers are bound to where the secret
/// is stored and what for: bytes that were moved to another row do not open. Layout: version, nonce, tag, ciphertext.
/// </summary>
internal sealed class EnvelopeCipher(MasterKey masterKey)
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Overhead = 1 + NonceLength + TagLength;

    public SealedSecret Seal(ReadOnlySpan<byte> secret, SecretPlace place)
    {
        Span<byte> dataKey = stackalloc byte[MasterKey.Length];
        RandomNumberGenerator.Fill(dataKey);
        try
        {
            var bound = place.ToBytes();
            return new SealedSecret(Encrypt(masterKey.Bytes, dataKey, [.. bound, .. "|key"u8]), Encrypt(dataKey, secret, bound));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>The secret; the caller zeroes it.</summary>
    /// <exception cref="CryptographicException">Another master key, another row, or altered bytes.</exception>
    public byte[] Open(SealedSecret secret, SecretPlace place)
    {
        var bound = place.ToBytes();
        var dataKey = Decrypt(masterKey.Bytes, secret.WrappedKey, [.. bound, .. "|key"u8]);
        try
        {
            return Decrypt(dataKey, secret.Ciphertext, bound);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>The same data key under another master key.</summary>
    /// <exception cref="CryptographicException">It does not open with this one.</exception>
    public byte[] Rewrap(byte[] wrappedKey, SecretPlace place, MasterKey other)
    {
        byte[] bound = [.. place.ToBytes(), .. "|key"u8];
        var dataKey = Decrypt(masterKey.Bytes, wrappedKey, bound);
        try
        {
            return Encrypt(other.Bytes, dataKey, bound);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    public bool OpensKey(byte[] wrappedKey, SecretPlace place)
    {
        try
        {
            CryptographicOperations.ZeroMemory(Decrypt(masterKey.Bytes, wrappedKey, [.. place.ToBytes(), .. "|key"u8]));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> bound)
    {
        var sealedBytes = new byte[Overhead + plain.Length];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(Overhead), sealedBytes.AsSpan(1 + NonceLength, TagLength), bound);
        return sealedBytes;
    }

    private static byte[] Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> bound)
    {
        if (sealedBytes.Length < Overhead || sealedBytes[0] != Version) throw new CryptographicException("Not a sealed secret of version 1.");
        var plain = GC.AllocateArray<byte>(sealedBytes.Length - Overhead, pinned: true);
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(sealedBytes.Slice(1, NonceLength), sealedBytes[Overhead..], sealedBytes.Slice(1 + NonceLength, TagLength), plain, bound);
        return plain;
    }
}
