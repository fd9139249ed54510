using System.Collections.Immutable;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Observation;

/// <summary>The rows of one fill as a multiset: the venue's rows have no id, so only how often each quantity and price occurs is known.</summary>
/// <remarks>Two answers that overlap may repeat rows, so they join by the larger count, never by the sum; two equal rows
/// in one answer are two trades.</remarks>
public sealed record FillLegs
{
    private FillLegs(IEnumerable<FillLeg> legs) => Items = [.. legs.OrderBy(leg => leg.Shares).ThenBy(leg => leg.Price)];

    /// <summary>No rows.</summary>
    public static FillLegs None { get; } = new([]);

    /// <summary>One entry for each distinct quantity and price, in a fixed order.</summary>
    public ImmutableArray<FillLeg> Items { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => Items.Sum(leg => leg.Count);

    /// <summary>All shares together.</summary>
    public Shares Shares => Shares.Of(Items.Sum(leg => leg.Shares.Quantity * leg.Count));

    /// <summary>Average by volume, rounded to six decimals; zero without rows.</summary>
    public Price Price => Items.IsEmpty ? default : Price.RoundNearest(Items.Sum(leg => leg.Shares.Quantity * leg.Price.Value * leg.Count) / Shares.Quantity);

    /// <summary>Counts rows: entries with the same quantity and price add up.</summary>
    public static FillLegs Of(IEnumerable<FillLeg> rows) =>
        new(rows.GroupBy(leg => (leg.Shares, leg.Price)).Select(same => new FillLeg(same.Key.Shares, same.Key.Price, same.Sum(leg => leg.Count))));

    /// <summary>What two answers about the same fill say together.</summary>
    public FillLegs Join(FillLegs other) =>
        new(Items.Concat(other.Items).GroupBy(leg => (leg.Shares, leg.Price)).Select(same => new FillLeg(same.Key.Shares, same.Key.Price, same.Max(leg => leg.Count))));

    /// <summary>Both, one after the other: parts of a fill that are kept in several rows.</summary>
    public FillLegs Plus(FillLegs other) => Of(Items.Concat(other.Items));

    /// <summary>The rows of this that <paramref name="known"/> does not account for.</summary>
    public FillLegs Beyond(FillLegs known) => new(Items
        .Select(leg => leg with { Count = leg.Count - known.CountOf(leg) })
        .Where(leg => leg.Count > 0));

    /// <summary>Equal rows, whatever their order was.</summary>
    public bool Equals(FillLegs? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc />
    public override int GetHashCode() => Items.Aggregate(0, HashCode.Combine);

    private int CountOf(FillLeg like) => Items.FirstOrDefault(leg => leg.Shares == like.Shares && leg.Price == like.Price).Count;
}
