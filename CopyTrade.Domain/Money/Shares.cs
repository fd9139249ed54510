namespace CopyTrade.Domain.Money;

/// <summary>A quantity of outcome tokens, zero or more, with at most six decimals (the chain's scale).</summary>
/// <remarks>The default value is <see cref="Zero"/>. One share pays one dollar if its outcome wins.</remarks>
public readonly record struct Shares : IComparable<Shares>
{
    /// <summary>Decimals of the chain.</summary>
    public const int Decimals = 6;

    private Shares(decimal quantity) => Quantity = quantity;

    /// <summary>Nothing.</summary>
    public static Shares Zero => default;

    /// <summary>The number of shares, zero or more.</summary>
    public decimal Quantity { get; }

    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than six decimals.</exception>
    public static Shares Of(decimal quantity) => quantity < 0m || decimal.Round(quantity, Decimals) != quantity
        ? throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "Shares are zero or more with at most six decimals: round explicitly.")
        : new(quantity);

    /// <summary>Rounds down to <paramref name="decimals"/> places: never more than we have.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative quantity, or decimals outside 0 to 6.</exception>
    public static Shares RoundDown(decimal quantity, int decimals = Decimals) => Of(decimal.Round(quantity, InScale(decimals), MidpointRounding.ToZero));

    /// <summary>Rounds up to <paramref name="decimals"/> places: never under a floor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative quantity, or decimals outside 0 to 6.</exception>
    public static Shares RoundUp(decimal quantity, int decimals = Decimals) => Of(decimal.Round(quantity, InScale(decimals), MidpointRounding.ToPositiveInfinity));

    /// <summary>The smaller of two quantities.</summary>
    public static Shares Min(Shares left, Shares right) => left < right ? left : right;

    /// <summary>The larger of two quantities.</summary>
    public static Shares Max(Shares left, Shares right) => left > right ? left : right;

    /// <summary>What buying this many shares costs, rounded up.</summary>
    public Usdc CostAt(Price price) => Usdc.RoundUp(Quantity * price.Value);

    /// <summary>What selling this many shares brings, rounded down.</summary>
    public Usdc ProceedsAt(Price price) => Usdc.RoundDown(Quantity * price.Value);

    public static Shares operator +(Shares left, Shares right) => new(left.Quantity + right.Quantity);

    /// <exception cref="ArgumentOutOfRangeException">The result would be negative.</exception>
    public static Shares operator -(Shares left, Shares right) => Of(left.Quantity - right.Quantity);

    public static bool operator <(Shares left, Shares right) => left.Quantity < right.Quantity;

    public static bool operator >(Shares left, Shares right) => left.Quantity > right.Quantity;

    public static bool operator <=(Shares left, Shares right) => left.Quantity <= right.Quantity;

    public static bool operator >=(Shares left, Shares right) => left.Quantity >= right.Quantity;

    /// <inheritdoc />
    public int CompareTo(Shares other) => Quantity.CompareTo(other.Quantity);

    /// <summary>Invariant text for logs and keys.</summary>
    public override string ToString() => Quantity.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);

    private static int InScale(int decimals) => decimals is >= 0 and <= Decimals ? decimals : throw new ArgumentOutOfRangeException(nameof(decimals), decimals, "Zero to six.");
}
