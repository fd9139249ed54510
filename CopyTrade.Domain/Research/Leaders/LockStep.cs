using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>
/// Which wallets belong together, from public trades alone (R0.57, sybil cluster; crowding). Two wallets are tied when at least 20 entries on at least 5 markets coincide within a minute,
/// these are at least 30% of the entries of the one that comes after (of the smaller one in lock-step), and five times as many as coincide with an hour's shift of the clock.
/// When four fifths of those that differ at all go one way, one copies the other; otherwise they move in lock-step. Where their money came from is not in the public trades and is not asked.
/// </summary>
public static class LockStep
{
    private const int FewestShared = 20;
    private const int FewestMarkets = 5;
    private const double Part = 0.3;
    private const int TimesShifted = 5;
    private const double OneWay = 0.8;

    /// <summary>The ties of a wallet with this many entries, the strongest first.</summary>
    public static IReadOnlyList<LeaderTie> Ties(int entries, IEnumerable<LeaderPair> pairs) =>
        [.. pairs.Select(pair => Tie(entries, pair)).OfType<LeaderTie>().OrderByDescending(tie => tie.Shared).ThenBy(tie => tie.Other.Value, StringComparer.Ordinal)];

    /// <summary>How crowded it is; null when nothing was compared.</summary>
    public static Crowding? Crowd(int entries, int read, IReadOnlyCollection<LeaderPair> pairs)
    {
        if (entries == 0 || read == 0) return null;
        var followers = Ties(entries, pairs).Where(tie => tie.Kind == LeaderTieKind.Follows).Select(tie => tie.Other).ToHashSet();
        return new(entries, read, followers.Count, Usdc.RoundUp(pairs.Where(pair => followers.Contains(pair.Other)).Sum(pair => pair.AfterUsdc.Amount) / entries));
    }

    private static LeaderTie? Tie(int entries, LeaderPair pair)
    {
        if (pair.Shared < FewestShared || pair.Markets < FewestMarkets || pair.Shared < TimesShifted * pair.Shifted) return null;
        var ordered = pair.Before + pair.After;
        var kind = ordered >= FewestShared && pair.After >= OneWay * ordered ? LeaderTieKind.Follows : ordered >= FewestShared && pair.Before >= OneWay * ordered ? LeaderTieKind.Leads : LeaderTieKind.LockStep;
        var of = kind switch { LeaderTieKind.Follows => pair.OtherEntries, LeaderTieKind.Leads => entries, _ => Math.Min(entries, pair.OtherEntries) };
        return of == 0 || pair.Shared < Part * of ? null : new(kind, pair.Other, pair.Shared, of, pair.Shifted, pair.From, pair.To);
    }
}
