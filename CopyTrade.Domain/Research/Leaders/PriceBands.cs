using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>The bands of entry prices, in cents: 0, 10, 35, 65, 90.</summary>
public static class PriceBands
{
    private static readonly int[] Ends = [0, 10, 35, 65, 90, 100];

    /// <summary>Lower ends.</summary>
    public static IReadOnlyList<int> Froms { get; } = Ends[..^1];

    /// <summary>Lower end of the band of a price.</summary>
    public static int FromOf(Price price) => Ends[..^1].Last(from => price.Value * 100m >= from);

    /// <summary>The band for people: <c>10–35¢</c>.</summary>
    public static string NameOf(Price price) => NameOf(FromOf(price));

    /// <summary>The band for people, by its lower end.</summary>
    public static string NameOf(int from) => $"{from}–{Ends[Array.IndexOf(Ends, from) + 1]}¢";

    internal static int Order(string name) => Array.FindIndex(Ends, from => from < 100 && NameOf(from) == name);
}
