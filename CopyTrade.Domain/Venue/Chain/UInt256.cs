using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>An unsigned 256-bit number, the only number that contracts know: amounts in the token's smallest unit, token ids, wei.</summary>
/// <remarks>The default value is <see cref="Zero"/>.</remarks>
public readonly record struct UInt256
{
    /// <summary>Collateral and outcome tokens count millionths (protocol 10 and 11).</summary>
    private const decimal UnitsPerToken = 1_000_000m;

    private static readonly BigInteger Limit = BigInteger.One << 256;

    private UInt256(BigInteger value) => Value = value;

    /// <summary>Nothing.</summary>
    public static UInt256 Zero => default;

    /// <summary>All bits set: how an allowance says "without a limit".</summary>
    public static UInt256 MaxValue { get; } = new(Limit - 1);

    /// <summary>The number, at least zero and below 2^256.</summary>
    public BigInteger Value { get; }

    /// <summary>True for nothing.</summary>
    public bool IsZero => Value.IsZero;

    /// <exception cref="ArgumentOutOfRangeException">Negative, or 2^256 and more.</exception>
    public static UInt256 Of(BigInteger value) => value.Sign >= 0 && value < Limit ? new(value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A 256-bit number is at least zero and below 2^256.");

    /// <summary>Dollars or shares in the smallest unit; what is below a millionth is cut off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public static UInt256 OfUnits(decimal tokens) => Of(new BigInteger(decimal.Truncate(tokens * UnitsPerToken)));

    /// <summary>Reads what a node writes: 0x and 1 to 64 hexadecimal digits.</summary>
    public static bool TryParseHex(string? text, out UInt256 value)
    {
        value = default;
        if (text is null || text.Length is < 3 or > 66 || text[0] != '0' || text[1] != 'x') return false;
        if (!BigInteger.TryParse(string.Concat("0", text.AsSpan(2)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)) return false;
        value = new(number);
        return true;
    }

    /// <summary>This number of smallest units as dollars; null when it is more money than there can be.</summary>
    public Usdc? ToUsdc() => TryUnits(out var tokens) ? Usdc.Of(tokens) : null;

    /// <summary>This number of smallest units as shares; null when it is more than there can be.</summary>
    public Shares? ToShares() => TryUnits(out var tokens) ? Shares.Of(tokens) : null;

    /// <summary>Decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    private bool TryUnits([NotNullWhen(true)] out decimal tokens)
    {
        var fits = Value <= new BigInteger(1_000_000_000_000_000_000m);
        tokens = fits ? (decimal)Value / UnitsPerToken : 0m;
        return fits;
    }
}
