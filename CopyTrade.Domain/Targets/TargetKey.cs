using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Targets;

/// <summary>Derived from the followed wallet, the same in every tenant: UUIDv5 of the lower-cased address under one fixed namespace (R0.10). Frozen.</summary>
public readonly record struct TargetKey(Guid Value)
{
    private static readonly Guid Namespace = new("6f1d1f0e-6f0b-5d4b-9c1e-0b7c54a5c0de");

    /// <summary>The key of a wallet.</summary>
    public static TargetKey Of(WalletAddress wallet)
    {
        Span<byte> name = stackalloc byte[16 + 42];
        Namespace.TryWriteBytes(name, bigEndian: true, out _);
        Encoding.ASCII.GetBytes(wallet.Value, name[16..]);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 4122 version 5 is defined over SHA-1; nothing is protected by it
        SHA1.HashData(name, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(new Guid(hash[..16], bigEndian: true));
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
