using System.Numerics;

namespace CopyTrade.Simulator.Signing;

/// <summary>32-byte words of ABI and EIP-712 encoding.</summary>
internal static class Words
{
    public static byte[] Of(BigInteger value)
    {
        var word = new byte[32];
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.CopyTo(word, 32 - bytes.Length);
        return word;
    }

    public static byte[] OfAddress(string address)
    {
        var word = new byte[32];
        Convert.FromHexString(address.AsSpan(2)).CopyTo(word, 12);
        return word;
    }

    public static byte[]? TryHex(string? text, int? length = null)
    {
        if (text is null || !text.StartsWith("0x", StringComparison.Ordinal) || text.Length % 2 != 0 || (length is { } bytes && text.Length != 2 + (2 * bytes)))
        {
            return null;
        }

        var result = new byte[(text.Length - 2) / 2];
        return Convert.FromHexString(text.AsSpan(2), result, out _, out _) == System.Buffers.OperationStatus.Done ? result : null;
    }

    public static string Hex(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);
}
