namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>A secret as it is stored: its own data key, wrapped by the master key, and the text under that data key.</summary>
internal sealed record SealedSecret(byte[] WrappedKey, byte[] Ciphertext)
{
    /// <summary>How one begins in a column that holds text.</summary>
    public const string TextMark = "sealed:";

    /// <summary>Both parts in Base64, for a column that holds text.</summary>
    public string ToText() => $"{TextMark}{Convert.ToBase64String(WrappedKey)}:{Convert.ToBase64String(Ciphertext)}";

    /// <summary>Null for a text that <see cref="ToText"/> did not write.</summary>
    public static SealedSecret? TryParse(string text)
    {
        if (!text.StartsWith(TextMark, StringComparison.Ordinal) || text[TextMark.Length..].Split(':') is not [var key, var cipher]) return null;
        try
        {
            return new(Convert.FromBase64String(key), Convert.FromBase64String(cipher));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
