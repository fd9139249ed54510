namespace CopyTrade.Domain.Research.Leaders;

/// <summary>
/// The rolling score of R0.57: the mean of five places among all that are known, each 0 to 100: profit of 30 days, Sharpe ratio over the index, selection against wallets of similar volume,
/// the edge with old positions fading, and volume. It orders nothing by itself: ranks go by verdict and the cautious end of the edge.
/// </summary>
public static class RollingScore
{
    /// <summary>Fewest known parts for a score.</summary>
    public const int FewestParts = 3;

    private static readonly string[] Names = ["Profit, 30 d", "Sharpe over index", "Beats its peers", "Recent edge", "Volume"];

    /// <summary>The parts of each wallet, in the order given.</summary>
    public static IReadOnlyList<IReadOnlyList<SubScore>> Of(IReadOnlyList<(LeaderProfile Profile, LeaderStanding Standing)> all)
    {
        Func<(LeaderProfile Profile, LeaderStanding Standing), double?>[] parts =
        [
            one => one.Profile.Window(30) is { N: > 0 } window ? (double)window.Pnl.Amount : null, one => one.Standing.OverIndex, one => one.Standing.AbovePeers, one => one.Profile.Recent?.Mean,
            one => one.Profile.Trades > 0 ? (double)one.Profile.Volume.Amount : null,
        ];
        var places = parts.Select(part => Places([.. all.Select(part)])).ToList();
        return [.. all.Select((_, i) => (IReadOnlyList<SubScore>)[.. Names.Select((name, part) => new SubScore(name, places[part][i]))])];
    }

    /// <summary>The mean of what is known; null with fewer than <see cref="FewestParts"/>.</summary>
    public static double? Sum(IReadOnlyList<SubScore> parts) => parts.Count(part => part.Value is not null) < FewestParts ? null : parts.Where(part => part.Value is not null).Average(part => part.Value!.Value);

    // How many of the others it is above, equals counting half; alone it stands in the middle.
    private static double?[] Places(double?[] values)
    {
        double[] known = [.. values.OfType<double>().Order()];
        return [.. values.Select(value => value is not { } own ? (double?)null : known.Length == 1 ? 50 : 100 * (Below(known, own) + ((AtMost(known, own) - Below(known, own) - 1) / 2.0)) / (known.Length - 1))];
    }

    private static int Below(double[] sorted, double value) => First(sorted, one => one >= value);

    private static int AtMost(double[] sorted, double value) => First(sorted, one => one > value);

    private static int First(double[] sorted, Func<double, bool> isThere)
    {
        var (from, to) = (0, sorted.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (isThere(sorted[middle])) to = middle;
            else from = middle + 1;
        }

        return from;
    }
}
