namespace CopyTrade.Domain.Money;

/// <summary>The price of one share in dollars, from 0 to 1 inclusive, with at most six decimals.</summary>
/// <remarks>Being on the market's grid is a question to <see cref="TickSize"/>. The default value is 0.</remarks>
public readonly record struct Price : IComparable<Price>
{
    /// <summary>Decimals kept; finer prices of the data feed are rounded on reading.</summary>
    public const int Decimals = 6;

    private Price(decimal value) => Value = value;

    /// <summary>Dollars a share, 0 to 1.</summary>
    public decimal Value { get; }

    /// <summary>The price of the opposite outcome of a binary market.</summary>
    public Price Complement => new(1m - Value);

    /// <exception cref="ArgumentOutOfRangeException">Outside 0 to 1, or more than six decimals.</exception>
    public static Price Of(decimal value) => value is < 0m or > 1m || decimal.Round(value, Decimals) != value
        ? throw new ArgumentOutOfRangeException(nameof(value), value, "A price lies in 0 to 1 and has at most six decimals: round explicitly.")
        : new(value);

    /// <summary>Rounds to the nearest of six decimals, halves away from zero: averages of the data feed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0 to 1.</exception>
    public static Price RoundNearest(decimal value) => Of(decimal.Round(value, Decimals, MidpointRounding.AwayFromZero));

    public static bool operator <(Price left, Price right) => left.Value < right.Value;

    public static bool operator >(Price left, Price right) => left.Value > right.Value;

    public static bool operator <=(Price left, Price right) => left.Value <= right.Value;

    public static bool operator >=(Price left, Price right) => left.Value >= right.Value;

    /// <inheritdoc />
    public int CompareTo(Price other) => Value.CompareTo(other.Value);

    /// <summary>Invariant text for logs and keys.</summary>
    public override string ToString() => Value.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);
}
