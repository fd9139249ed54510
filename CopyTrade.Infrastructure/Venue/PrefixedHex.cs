namespace CopyTrade.Infrastructure.Venue;

/// <summary>Bytes as venue and chain write them: 0x and lower-case hexadecimal digits.</summary>
internal static class PrefixedHex
{
    public static string Of(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);
}
