namespace CopyTrade.Domain.Research.Leaders;

/// <summary>How different the last 14 days are from what was before.</summary>
/// <param name="Distance">Half the sum of differences of the categories' parts, 0 (alike) to 1 (nothing in common); null when either side has fewer than ten trades or too few known categories.</param>
/// <param name="SizeBefore">Middle trade before, dollars; null with fewer than ten trades.</param>
/// <param name="SizeNow">Middle trade of the last 14 days.</param>
/// <param name="From">Where the last 14 days begin.</param>
/// <param name="Trades">Trades in them.</param>
public sealed record StyleDrift(double? Distance, decimal? SizeBefore, decimal? SizeNow, DateTimeOffset From, int Trades)
{
    private const int Days = 14;
    private const int Fewest = 10;

    /// <summary>From trades, oldest first.</summary>
    public static StyleDrift Of(LeaderHistory history, IReadOnlyCollection<LeaderFill> fills)
    {
        var from = history.AsOf.AddDays(-Days);
        LeaderFill[] now = [.. fills.Where(fill => fill.At >= from)], before = [.. fills.Where(fill => fill.At < from)];
        if (now.Length < Fewest || before.Length < Fewest) return new(null, null, null, from, now.Length);
        return new(Distances(Parts(history, before), Parts(history, now)), Middle(before), Middle(now), from, now.Length);
    }

    private static decimal Middle(LeaderFill[] fills) => CopyCost.Median([.. fills.Select(fill => fill.Notional.Amount)]);

    private static Dictionary<string, double> Parts(LeaderHistory history, LeaderFill[] fills)
    {
        var known = fills.Select(fill => history.CategoryOf(fill.Condition)).OfType<string>().ToList();
        return known.Count < Fewest ? [] : known.GroupBy(name => name).ToDictionary(name => name.Key, name => (double)name.Count() / known.Count);
    }

    private static double? Distances(Dictionary<string, double> before, Dictionary<string, double> now) =>
        before.Count == 0 || now.Count == 0 ? null : before.Keys.Union(now.Keys).Sum(name => Math.Abs(before.GetValueOrDefault(name) - now.GetValueOrDefault(name))) / 2;
}
