using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>
/// Texts by which a source is known: <c>cts_owner_secret</c> to be sent along, <c>whsec_…</c> to sign with, and the
/// address <c>src_owner_source</c> that says whose signed message it is and is no secret. The owner inside lets the server
/// look under that owner's row security only.
/// </summary>
internal static class AlertSecretText
{
    private const int IdLength = 22;
    private const int SecretLength = 43;
    private const int Visible = 6;
    private const string SigningPrefix = "whsec_";

    public static string NewBearer(UserId owner) => $"cts_{Of(owner.Value)}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    public static (string Text, byte[] Key) NewSigning()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return (SigningPrefix + Convert.ToBase64String(key), key);
    }

    public static string AddressOf(UserId owner, Guid source) => $"src_{Of(owner.Value)}_{Of(source)}";

    /// <summary>What may be shown again to tell secrets apart.</summary>
    public static string PrefixOf(string text) => text.StartsWith(SigningPrefix, StringComparison.Ordinal) ? text.Substring(SigningPrefix.Length, Visible) : text.Substring(text.Length - SecretLength, Visible);

    /// <summary>What is stored of a secret that is sent along. A plain hash suffices: nobody guesses 256 random bits.</summary>
    public static byte[] HashOf(string bearer) => SHA256.HashData(Encoding.ASCII.GetBytes(bearer));

    public static bool TryParseBearer(string? text, [NotNullWhen(true)] out string? prefix, out UserId owner)
    {
        (prefix, owner) = (null, default);
        if (text is not { Length: 4 + IdLength + 1 + SecretLength } || !text.StartsWith("cts_", StringComparison.Ordinal) || text[4 + IdLength] != '_') return false;
        if (!Base64Url.IsValid(text.AsSpan(text.Length - SecretLength)) || !TryRead(text.AsSpan(4, IdLength), out var id)) return false;
        (prefix, owner) = (PrefixOf(text), new UserId(id));
        return true;
    }

    public static bool TryParseAddress(string? text, out UserId owner, out Guid source)
    {
        (owner, source) = (default, default);
        if (text is not { Length: 4 + IdLength + 1 + IdLength } || !text.StartsWith("src_", StringComparison.Ordinal) || text[4 + IdLength] != '_') return false;
        if (!TryRead(text.AsSpan(4, IdLength), out var user) || !TryRead(text.AsSpan(5 + IdLength), out source)) return false;
        owner = new UserId(user);
        return true;
    }

    private static string Of(Guid id) => Base64Url.EncodeToString(id.ToByteArray());

    private static bool TryRead(ReadOnlySpan<char> text, out Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id = default;
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != 16) return false;
        id = new Guid(bytes);
        return true;
    }
}
