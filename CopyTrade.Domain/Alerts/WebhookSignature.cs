using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CopyTrade.Domain.Alerts;

/// <summary>Signatures of Standard Webhooks 1.0: HMAC-SHA256 over <c>id.timestamp.body</c>, in base64, as <c>v1,…</c>; several stand side by side while a secret is replaced.</summary>
public static class WebhookSignature
{
    /// <summary>How far the sender's clock may be off, both ways.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>The signature of a message.</summary>
    public static string Sign(ReadOnlySpan<byte> key, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hash.AppendData(body);
        return "v1," + Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <summary>Whether one of the signatures of a header is right.</summary>
    /// <param name="key">The secret's bytes.</param>
    /// <param name="id">Header webhook-id.</param>
    /// <param name="timestamp">Header webhook-timestamp, seconds since 1970.</param>
    /// <param name="body">As it came.</param>
    /// <param name="header">Header webhook-signature.</param>
    public static bool Fits(ReadOnlySpan<byte> key, string id, long timestamp, ReadOnlySpan<byte> body, string header)
    {
        var right = Encoding.ASCII.GetBytes(Sign(key, id, timestamp, body));
        var fits = false;
        foreach (var one in header.Split(' ', StringSplitOptions.RemoveEmptyEntries)) fits |= CryptographicOperations.FixedTimeEquals(right, Encoding.UTF8.GetBytes(one));
        return fits;
    }

    /// <summary>Whether a message is of now.</summary>
    public static bool IsRecent(long timestamp, DateTimeOffset now) => Math.Abs((decimal)now.ToUnixTimeSeconds() - timestamp) <= (decimal)Window.TotalSeconds;
}
