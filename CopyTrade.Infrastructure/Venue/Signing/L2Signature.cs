using System.Security.Cryptography;
using System.Text;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>The level-2 request signature: HMAC-SHA256 over timestamp, method, path without query, and the very bytes of the body.</summary>
internal static class L2Signature
{
    public static string Of(string secret, long unixSeconds, string method, string path, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{unixSeconds}{method}{path}"));
        byte[] text = [.. head, .. body];
        var hash = HMACSHA256.HashData(Key(secret), text);
        return Convert.ToBase64String(hash).Replace('+', '-').Replace('/', '_');
    }

    // The venue's own reader skips what is not base64 and minds no padding; either alphabet occurs.
    private static byte[] Key(string secret)
    {
        var text = new StringBuilder(secret.Length + 3);
        foreach (var c in secret)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '+' or '/') text.Append(c);
            else if (c is '-' or '_') text.Append(c == '-' ? '+' : '/');
        }

        if (text.Length % 4 == 1) text.Length--;
        text.Append('=', (4 - (text.Length % 4)) % 4);
        return Convert.FromBase64String(text.ToString());
    }
}
