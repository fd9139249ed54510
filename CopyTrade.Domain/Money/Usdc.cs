namespace CopyTrade.Domain.Money;

/// <summary>An amount of US-dollar collateral with at most six decimals, the chain's own scale.</summary>
/// <remarks>May be negative (a debit). The default value is <see cref="Zero"/>. Rounding is always a named act:
/// what we pay rounds up, what we receive rounds down.</remarks>
public readonly record struct Usdc : IComparable<Usdc>
{
    /// <summary>Decimals of the chain: one unit is 0.000001.</summary>
    public const int Decimals = 6;

    private Usdc(decimal amount) => Amount = amount;

    /// <summary>No money.</summary>
    public static Usdc Zero => default;

    /// <summary>The amount in dollars, at most six decimals.</summary>
    public decimal Amount { get; }

    /// <exception cref="ArgumentOutOfRangeException">More than six decimals.</exception>
    public static Usdc Of(decimal amount) => decimal.Round(amount, Decimals) == amount
        ? new(amount)
        : throw new ArgumentOutOfRangeException(nameof(amount), amount, "More than six decimals: round explicitly.");

    /// <summary>Rounds towards negative infinity: what we receive.</summary>
    public static Usdc RoundDown(decimal amount) => new(decimal.Round(amount, Decimals, MidpointRounding.ToNegativeInfinity));

    /// <summary>Rounds towards positive infinity: what we pay.</summary>
    public static Usdc RoundUp(decimal amount) => new(decimal.Round(amount, Decimals, MidpointRounding.ToPositiveInfinity));

    /// <summary>The smaller of two amounts.</summary>
    public static Usdc Min(Usdc left, Usdc right) => left < right ? left : right;

    /// <summary>The larger of two amounts.</summary>
    public static Usdc Max(Usdc left, Usdc right) => left > right ? left : right;

    public static Usdc operator +(Usdc left, Usdc right) => new(left.Amount + right.Amount);

    public static Usdc operator -(Usdc left, Usdc right) => new(left.Amount - right.Amount);

    public static Usdc operator -(Usdc value) => new(-value.Amount);

    public static bool operator <(Usdc left, Usdc right) => left.Amount < right.Amount;

    public static bool operator >(Usdc left, Usdc right) => left.Amount > right.Amount;

    public static bool operator <=(Usdc left, Usdc right) => left.Amount <= right.Amount;

    public static bool operator >=(Usdc left, Usdc right) => left.Amount >= right.Amount;

    /// <inheritdoc />
    public int CompareTo(Usdc other) => Amount.CompareTo(other.Amount);

    /// <summary>For a sentence: $1,234.50.</summary>
    public string ToDollars() => Amount.ToString("$#,0.00", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Invariant text without currency sign, for logs and keys.</summary>
    public override string ToString() => Amount.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);
}
