using System.Diagnostics.CodeAnalysis;

namespace CopyTrade.Domain.Venue;

/// <summary>A transaction on the chain. 0x and 64 hexadecimal digits, kept in lower case.</summary>
public sealed record TransactionHash
{
    private TransactionHash(string value) => Value = value;

    /// <summary>Lower-case text, 66 characters.</summary>
    public string Value { get; }

    /// <summary>Accepts any case.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TransactionHash? id)
    {
        id = HexText.Is(text, 64) ? new(text.ToLowerInvariant()) : null;
        return id is not null;
    }

    /// <exception cref="FormatException">Not 0x and 64 hexadecimal digits.</exception>
    public static TransactionHash Parse(string text) => TryParse(text, out var id) ? id
        : throw new FormatException("TransactionHash is 0x followed by 64 hexadecimal digits.");

    /// <inheritdoc />
    public override string ToString() => Value;
}
