namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Ranks within each category (R0.57, category-scoped): the same shrinkage as over all, among the wallets of that category only.</summary>
public static class CategoryRanker
{
    /// <summary>Standings by wallet, most positions first; categories that are not known are left out.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<CategoryStanding>> Rank(IReadOnlyCollection<LeaderProfile> all)
    {
        var lines = all.SelectMany(profile => profile.Categories.Where(group => group.Name != "not known").Select(group => (profile.Wallet, Group: group))).GroupBy(line => line.Group.Name, StringComparer.Ordinal);
        return lines.SelectMany(Within).GroupBy(line => line.Wallet, StringComparer.Ordinal)
            .ToDictionary(wallet => wallet.Key, wallet => (IReadOnlyList<CategoryStanding>)[.. wallet.Select(line => line.Standing).OrderByDescending(standing => standing.Wins.N).ThenBy(standing => standing.Category, StringComparer.Ordinal)], StringComparer.Ordinal);
    }

    private static IEnumerable<(string Wallet, CategoryStanding Standing)> Within(IGrouping<string, (Venue.WalletAddress Wallet, GroupResult Group)> category)
    {
        // Sums of fractions depend on their order.
        var sorted = category.OrderBy(line => line.Wallet.Value, StringComparer.Ordinal).ToList();
        var fit = LuckShrinkage.Fit([.. sorted.Where(line => IsKnown(line.Group)).Select(line => line.Group.Net!)]);
        var placed = sorted.Select(line => (line.Wallet.Value, line.Group, Shrunk: IsKnown(line.Group) ? fit?.Shrink(line.Group.Net!) ?? line.Group.Net : null))
            .OrderByDescending(line => line.Shrunk is not null).ThenByDescending(line => line.Shrunk?.Low).ThenBy(line => line.Value, StringComparer.Ordinal).ToList();
        var ranked = placed.Count(line => line.Shrunk is not null);
        return placed.Select((line, i) => (line.Value, new CategoryStanding(category.Key, line.Shrunk is null ? null : i + 1, ranked, line.Shrunk, line.Group.Wins, line.Group.Pnl)));
    }

    private static bool IsKnown(GroupResult group) => group.Net is { N: >= LeaderRanker.FewestClosed };
}
