namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>Replaces bare NaN and Infinity, which are not JSON, so that one such row does not cost the whole answer.</summary>
internal static class NotANumber
{
    /// <summary>A copy with null in their place; null when there are none.</summary>
    public static byte[]? Mask(ReadOnlySpan<byte> utf8)
    {
        byte[]? copy = null;
        var quoted = false;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == (byte)'"') quoted = !quoted;
            else if (quoted && utf8[i] == (byte)'\\') i++;
            else if (!quoted && LengthAt(utf8[i..]) is var length and > 0)
            {
                copy ??= utf8.ToArray();
                copy.AsSpan(i, length).Fill((byte)' ');
                // NaN has room for three letters only: a zero-length number is what is meant, and an empty text reads as missing.
                (length >= 4 ? "null"u8 : "\"\" "u8[..3]).CopyTo(copy.AsSpan(i));
                i += length - 1;
            }
        }

        return copy;
    }

    private static int LengthAt(ReadOnlySpan<byte> text) =>
        text.StartsWith("NaN"u8) ? 3
        : text.StartsWith("Infinity"u8) ? 8
        : text.StartsWith("-Infinity"u8) ? 9
        : 0;
}
