using System.Numerics;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Recursive length prefix, the byte form of transactions. Numbers have no leading zeros; zero is the empty string.</summary>
internal static class Rlp
{
    private const int LongestShort = 55;

    public static byte[] Of(BigInteger number) => Of(number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true));

    public static byte[] Of(ReadOnlySpan<byte> bytes) => bytes.Length == 1 && bytes[0] < 0x80 ? [bytes[0]] : [.. Prefix(0x80, bytes.Length), .. bytes];

    public static byte[] List(params ReadOnlySpan<byte[]> items)
    {
        var content = new List<byte>();
        foreach (var item in items) content.AddRange(item);
        return [.. Prefix(0xc0, content.Count), .. content];
    }

    private static byte[] Prefix(byte kind, int length)
    {
        if (length <= LongestShort) return [(byte)(kind + length)];
        var size = new BigInteger(length).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [(byte)(kind + LongestShort + size.Length), .. size];
    }
}
