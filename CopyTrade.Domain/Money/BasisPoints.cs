namespace CopyTrade.Domain.Money;

/// <summary>A signed share of something in hundredths of a percent. 100 is one percent.</summary>
/// <remarks>For price differences, plus is worse for us. The default value is zero.</remarks>
public readonly record struct BasisPoints(decimal Value) : IComparable<BasisPoints>
{
    /// <summary>The difference of <paramref name="paid"/> to <paramref name="reference"/>, relative to the reference; null when the reference is zero.</summary>
    public static BasisPoints? Between(Price reference, Price paid) =>
        reference.Value == 0m ? null : new(decimal.Round((paid.Value - reference.Value) / reference.Value * 10_000m, 1, MidpointRounding.AwayFromZero));

    public static bool operator <(BasisPoints left, BasisPoints right) => left.Value < right.Value;

    public static bool operator >(BasisPoints left, BasisPoints right) => left.Value > right.Value;

    public static bool operator <=(BasisPoints left, BasisPoints right) => left.Value <= right.Value;

    public static bool operator >=(BasisPoints left, BasisPoints right) => left.Value >= right.Value;

    /// <inheritdoc />
    public int CompareTo(BasisPoints other) => Value.CompareTo(other.Value);
}
