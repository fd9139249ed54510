using System.Diagnostics.CodeAnalysis;

namespace CopyTrade.Domain.Venue;

/// <summary>An account on the chain: 0x and 40 hexadecimal digits, kept in lower case so that equality is identity.</summary>
public sealed record WalletAddress
{
    private WalletAddress(string value) => Value = value;

    /// <summary>Lower-case text, 42 characters.</summary>
    public string Value { get; }

    /// <summary>Accepts any case, with surrounding white space; refuses the zero address.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WalletAddress? address)
    {
        var trimmed = text?.Trim();
        address = HexText.Is(trimmed, 40) && trimmed.AsSpan(2).ContainsAnyExcept('0') ? new(trimmed.ToLowerInvariant()) : null;
        return address is not null;
    }

    /// <exception cref="FormatException">Not a wallet address.</exception>
    public static WalletAddress Parse(string text) => TryParse(text, out var address) ? address
        : throw new FormatException("A wallet address is 0x followed by 40 hexadecimal digits.");

    /// <inheritdoc />
    public override string ToString() => Value;
}
