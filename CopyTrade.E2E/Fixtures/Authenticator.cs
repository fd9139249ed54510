using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace CopyTrade.E2E.Fixtures;

/// <summary>A phone's authenticator app: RFC 6238 codes of six digits and thirty seconds from a base32 secret.</summary>
public static class Authenticator
{
    public static string CodeAt(string base32, DateTimeOffset now)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, now.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // the standard names SHA-1
        var mac = HMACSHA1.HashData(Decode(base32), counter);
#pragma warning restore CA5350
        var offset = mac[^1] & 0x0F;
        var code = (BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(offset)) & 0x7FFF_FFFF) % 1_000_000;
        return code.ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string base32)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var c in base32.Where(c => !char.IsWhiteSpace(c) && c != '='))
        {
            buffer = (buffer << 5) | alphabet.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bytes.Add((byte)(buffer >> (bits - 8)));
                bits -= 8;
            }
        }

        return [.. bytes];
    }
}
