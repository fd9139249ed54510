using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Accounts.ApiKeys;

/// <summary>
/// The text of an API key: <c>ct_</c>, the owner's user id, <c>_</c>, 256 random bits, both base64url. The owner inside it
/// lets the server look under that owner's row security only. Its own text form shows nothing.
/// </summary>
internal sealed record ApiKeyText
{
    private const int OwnerLength = 22;
    private const int SecretLength = 43;
    private const int VisibleLength = 6;
    private readonly string _text;

    private ApiKeyText(UserId owner, string text) => (Owner, _text) = (owner, text);

    public UserId Owner { get; }

    /// <summary>What may be shown again to tell keys apart: 36 of 256 bits.</summary>
    public string Prefix => _text.Substring(_text.Length - SecretLength, VisibleLength);

    public static ApiKeyText Create(UserId owner) => new(owner, $"ct_{Base64Url.EncodeToString(owner.Value.ToByteArray())}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}");

    public static bool TryParse(string? text, [NotNullWhen(true)] out ApiKeyText? key)
    {
        key = null;
        if (text is not { Length: 3 + OwnerLength + 1 + SecretLength } || !text.StartsWith("ct_", StringComparison.Ordinal) || text[3 + OwnerLength] != '_') return false;
        var owner = new byte[16];
        if (!Base64Url.IsValid(text.AsSpan(3, OwnerLength)) || !Base64Url.IsValid(text.AsSpan(text.Length - SecretLength))
            || !Base64Url.TryDecodeFromChars(text.AsSpan(3, OwnerLength), owner, out var written) || written != 16) return false;
        key = new ApiKeyText(new UserId(new Guid(owner)), text);
        return true;
    }

    /// <summary>What is stored. A plain hash suffices: nobody guesses 256 random bits.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(_text));

    /// <summary>The whole key, to be shown once.</summary>
    public string Reveal() => _text;

    public override string ToString() => "API key";
}
