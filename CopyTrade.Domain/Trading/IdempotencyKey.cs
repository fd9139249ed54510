using System.Diagnostics.CodeAnalysis;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>Derived from the cause of an order, unique per tenant: 0x and 64 hexadecimal digits.</summary>
public sealed record IdempotencyKey
{
    private IdempotencyKey(string value) => Value = value;

    /// <summary>Lower-case text, 66 characters.</summary>
    public string Value { get; }

    /// <summary>keccak256 of the text, as UTF-8.</summary>
    public static IdempotencyKey OfText(string text) => new("0x" + Convert.ToHexStringLower(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(text))));

    /// <summary>The key of the one second try of an order that was certainly refused. Frozen formula: keccak256 of <c>again:</c> and this key. A sibling of the mirrored fill's key (R0.9), which never begins with that word.</summary>
    public IdempotencyKey Again() => OfText($"again:{Value}");

    /// <summary>Reads a stored key.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IdempotencyKey? key)
    {
        key = Venue.HexText.Is(text, 64) ? new(text.ToLowerInvariant()) : null;
        return key is not null;
    }

    /// <exception cref="FormatException">Not a key.</exception>
    public static IdempotencyKey Parse(string text) => TryParse(text, out var key) ? key : throw new FormatException("An idempotency key is 0x followed by 64 hexadecimal digits.");

    /// <summary>The 32 bytes.</summary>
    public byte[] ToBytes() => Convert.FromHexString(Value.AsSpan(2));

    /// <inheritdoc />
    public override string ToString() => Value;
}
