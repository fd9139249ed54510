using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>Joins rows of the venue's record to fills. The order of rows and the repetition of answers do not change the result.</summary>
public static class FillAggregator
{
    private const long LastSecond = 253_402_300_799;

    /// <summary>The fills in the rows of one answer: equal rows are distinct legs. Rows without shares or with an impossible time are left out.</summary>
    public static IReadOnlyList<FillSighting> Group(IEnumerable<WalletTrade> rowsOfOneAnswer) =>
    [
        .. rowsOfOneAnswer
            .Where(row => row.Shares > Shares.Zero && row.UnixSeconds is >= 0 and <= LastSecond)
            .GroupBy(row => (row.Wallet, row.Transaction, row.Token, row.Side, row.UnixSeconds))
            .Select(rows => new FillSighting(
                rows.Key.Wallet,
                rows.Key.Transaction,
                rows.MinBy(row => row.Condition.Value, StringComparer.Ordinal)!.Condition,
                rows.Key.Token,
                rows.Key.Side,
                rows.Key.UnixSeconds,
                FillLegs.Of(rows.Select(row => new FillLeg(row.Shares, row.Price, 1))),
                Least(rows.Select(row => row.Title)),
                Least(rows.Select(row => row.Outcome)),
                Least(rows.Select(row => row.Trader))))
            .OrderBy(fill => fill.UnixSeconds).ThenBy(fill => fill.BaseId.Value, StringComparer.Ordinal).ThenBy(fill => fill.Wallet.Value, StringComparer.Ordinal),
    ];

    /// <summary>What a sighting changes, given every stored fill with the same transaction, token, side and second.</summary>
    /// <remarks>Rows that came after the decision, and a second wallet's rows under an id that is taken, become a sibling
    /// <c>data-api-leg</c>, numbered by the rows known before: that number only grows, so no two siblings share it.</remarks>
    public static FillChange Apply(FillSighting seen, IReadOnlyCollection<StoredFill> stored)
    {
        var own = stored.Where(fill => fill.Wallet == seen.Wallet).ToList();
        var news = seen.Legs.Beyond(own.Aggregate(FillLegs.None, (all, fill) => all.Plus(fill.Legs)));
        if (news.Items.IsEmpty) return new FillChange.Nothing();
        if (own.Find(fill => !fill.IsRouted) is { } open) return new FillChange.Grow(open.Id, open.Legs.Plus(news));
        return new FillChange.Add(
            stored.Count == 0 ? seen.BaseId : FillId.ForLateLeg(seen.Transaction, seen.Token, seen.Side, seen.UnixSeconds, stored.Sum(fill => fill.Legs.Count)),
            news);
    }

    private static string? Least(IEnumerable<string?> texts) => texts.Where(text => text is not null).Min(StringComparer.Ordinal);
}
