using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>
/// What following the best of the ranking would change (R0.57, rotation). A proposal and no more: nothing here follows, stops or trades. A followed wallet is proposed to be dropped when it is a trap,
/// or when it is neither copy-worthy any more nor within twice the number; so one that moves a place up and down is not dropped and taken again.
/// </summary>
/// <param name="Take">Copy-worthy wallets among the best that are not followed, best first.</param>
/// <param name="Keep">Followed ones that stay.</param>
/// <param name="Drop">Followed ones that would go, worst last.</param>
/// <param name="Unknown">Followed wallets that are not ranked or of which too little is known: nothing is proposed for them.</param>
public sealed record Rotation(IReadOnlyList<LeaderRow> Take, IReadOnlyList<LeaderRow> Keep, IReadOnlyList<LeaderRow> Drop, IReadOnlyList<WalletAddress> Unknown)
{
    /// <summary>Numbers that may be asked for.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [3, 5, 10];

    /// <summary>Whether it would change anything.</summary>
    public bool IsChange => Take.Count > 0 || Drop.Count > 0;

    /// <summary>The proposal for the best <paramref name="number"/>.</summary>
    public static Rotation Of(IEnumerable<LeaderRow> ranked, IReadOnlySet<WalletAddress> followed, int number)
    {
        var rows = ranked.OrderBy(row => row.Standing.Rank).ToList();
        var mine = rows.Where(row => followed.Contains(row.Wallet)).ToList();
        var drop = mine.Where(row => row.Standing.Verdict == LeaderVerdict.Trap || (row.Standing.Verdict == LeaderVerdict.Risky && row.Standing.Rank > 2 * number)).ToList();
        var unknown = mine.Where(row => row.Standing.Verdict == LeaderVerdict.NotEnoughData).ToList();
        var keep = mine.Except(drop).Except(unknown).ToList();
        var take = rows.Where(row => row.Standing.Verdict == LeaderVerdict.CopyWorthy && !followed.Contains(row.Wallet)).Take(Math.Max(0, number - keep.Count)).ToList();
        return new(take, keep, drop, [.. unknown.Select(row => row.Wallet), .. followed.Where(wallet => rows.All(row => row.Wallet != wallet)).OrderBy(wallet => wallet.Value, StringComparer.Ordinal)]);
    }
}
