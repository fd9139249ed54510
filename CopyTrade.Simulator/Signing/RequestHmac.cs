using System.Security.Cryptography;
using System.Text;

namespace CopyTrade.Simulator.Signing;

/// <summary>Level-2 authentication: HMAC-SHA256 over timestamp, method, path and body.</summary>
internal static class RequestHmac
{
    public static string Sign(string secret, string timestamp, string method, string path, ReadOnlySpan<byte> body)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(timestamp + method + path), .. body];
        return Convert.ToBase64String(HMACSHA256.HashData(Decode(secret), text)).Replace('+', '-').Replace('/', '_');
    }

    public static bool Matches(string expected, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(given));

    // The official client drops characters that are no base64 before it decodes.
    private static byte[] Decode(string secret) => Convert.FromBase64String(new string(
        [.. secret.Replace('-', '+').Replace('_', '/').Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=')]));
}
