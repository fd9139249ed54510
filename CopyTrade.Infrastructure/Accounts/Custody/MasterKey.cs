using System.Security.Cryptography;

namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>The key that wraps the data key of every secret. Opened once, by <see cref="MasterKeyFile"/>; its text form shows nothing.</summary>
public sealed class MasterKey : IDisposable
{
    public const int Length = 32;

    private readonly byte[] _bytes = GC.AllocateArray<byte>(Length, pinned: true);   // pinned: the collector leaves no copies behind

    internal MasterKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException("A master key is 32 bytes.", nameof(bytes));
        bytes.CopyTo(_bytes);
    }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Where it was read; null for one that never was in a file.</summary>
    internal string? File { get; init; }

    internal bool IsSame(MasterKey other) => CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    internal bool Fits(byte[] check) => CryptographicOperations.FixedTimeEquals(CheckValue(), check);

    /// <summary>A keyed hash of a constant: equal for equal keys, and no way back to the key.</summary>
    internal byte[] CheckValue() => HMACSHA256.HashData(_bytes, "copytrade master key check"u8);

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    public override string ToString() => "master key";
}
