using System.Numerics;

namespace CopyTrade.Simulator.Chain;

/// <summary>Recursive length prefix, one level deep: a list of byte strings. An empty list among them reads as an empty string.</summary>
internal static class RlpReader
{
    /// <summary>Null when the bytes are not exactly one such list.</summary>
    public static List<byte[]?>? List(ReadOnlySpan<byte> bytes)
    {
        if (Head(bytes) is not { IsList: true } list || list.Start + list.Length != bytes.Length) return null;
        var items = new List<byte[]?>();
        var rest = bytes[list.Start..];
        while (rest.Length > 0)
        {
            if (Head(rest) is not { } item || item.Start + item.Length > rest.Length || (item.IsList && item.Length > 0)) return null;
            items.Add(rest.Slice(item.Start, item.Length).ToArray());
            rest = rest[(item.Start + item.Length)..];
        }

        return items;
    }

    /// <summary>A list of byte strings; where the second value is true, an empty list.</summary>
    public static byte[] Join(IEnumerable<(byte[] Bytes, bool IsList)> items)
    {
        byte[] content = [.. items.SelectMany(item => item.IsList ? [0xc0] : item.Bytes is [< 0x80] ? item.Bytes : [.. Prefix(0x80, item.Bytes.Length), .. item.Bytes])];
        return [.. Prefix(0xc0, content.Length), .. content];
    }

    private static (bool IsList, int Start, int Length)? Head(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return null;
        var first = bytes[0];
        if (first < 0x80) return (false, 0, 1);
        var (isList, kind) = (first >= 0xc0, first >= 0xc0 ? 0xc0 : 0x80);
        if (first - kind <= 55) return (isList, 1, first - kind);
        var size = first - kind - 55;
        if (size > 3 || bytes.Length <= size) return null;
        return (isList, 1 + size, (int)new BigInteger(bytes.Slice(1, size), isUnsigned: true, isBigEndian: true));
    }

    private static byte[] Prefix(int kind, int length)
    {
        if (length <= 55) return [(byte)(kind + length)];
        var size = new BigInteger(length).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [(byte)(kind + 55 + size.Length), .. size];
    }
}
