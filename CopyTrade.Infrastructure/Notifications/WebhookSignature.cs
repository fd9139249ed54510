using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>Signatures of Standard Webhooks 1.0: HMAC-SHA256 over <c>id.timestamp.body</c>, one for each active secret (QUALITY S13).</summary>
internal static class WebhookSignature
{
    public const string Prefix = "whsec_";
    private const int Length = 32;

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));

    /// <param name="id">Of the message; the same on every attempt, so that the receiver can tell a repetition.</param>
    /// <param name="at">When it is sent.</param>
    /// <param name="body">As it goes out.</param>
    /// <param name="secrets">Active ones, newest first.</param>
    public static IReadOnlyList<(string Name, string Value)> Headers(string id, DateTimeOffset at, byte[] body, IReadOnlyList<string> secrets)
    {
        var stamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{stamp}."), .. body];
        return
        [
            ("webhook-id", id),
            ("webhook-timestamp", stamp),
            ("webhook-signature", string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))))),
        ];
    }
}
