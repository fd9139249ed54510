using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace CopyTrade.Domain.Venue;

/// <summary>One outcome token of a market (wire: <c>asset_id</c>): an unsigned 256-bit number as decimal text without leading zeros.</summary>
public sealed record TokenId
{
    private TokenId(string value) => Value = value;

    /// <summary>Decimal digits, at most 78.</summary>
    public string Value { get; }

    /// <summary>Accepts decimal digits that fit 256 bits; zero is no token.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TokenId? id)
    {
        id = text is { Length: > 0 and <= 78 } && text[0] is >= '1' and <= '9' && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            && (text.Length < 78 || BigInteger.Parse(text, System.Globalization.CultureInfo.InvariantCulture) < BigInteger.One << 256)
            ? new(text) : null;
        return id is not null;
    }

    /// <exception cref="FormatException">Not a token id.</exception>
    public static TokenId Parse(string text) => TryParse(text, out var id) ? id
        : throw new FormatException("A token id is a decimal number of at most 78 digits.");

    /// <summary>The number itself, as it is signed.</summary>
    public BigInteger ToBigInteger() => BigInteger.Parse(Value, System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public override string ToString() => Value;
}
