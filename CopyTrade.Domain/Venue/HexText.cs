using System.Diagnostics.CodeAnalysis;

namespace CopyTrade.Domain.Venue;

internal static class HexText
{
    public static bool Is([NotNullWhen(true)] string? text, int digits) =>
        text is not null && text.Length == digits + 2 && text[0] == '0' && text[1] is 'x' or 'X' && !text.AsSpan(2).ContainsAnyExcept(Digits);

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
