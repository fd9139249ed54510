using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>
/// Whose trades a rebate or a reward was paid for (R2.16). The venue names the market at most: it belongs to a target where that
/// alone had traded the market by then, and nobody had elsewhere with the same wallet. Otherwise it cannot be told.
/// </summary>
public sealed class RebatePlaces
{
    private readonly Dictionary<ConditionId, List<(DateTimeOffset At, string? Book)>> _trades = [];
    private readonly IReadOnlySet<ConditionId> _elsewhere;

    /// <param name="lines">The ledger.</param>
    /// <param name="elsewhere">Markets that were traded with the same wallet and not from here.</param>
    public RebatePlaces(IEnumerable<LedgerLine> lines, IReadOnlySet<ConditionId> elsewhere)
    {
        _elsewhere = elsewhere;
        foreach (var line in lines)
        {
            if (line is not { Kind: LedgerKind.Bought or LedgerKind.Sold, Account: LedgerAccount.Cash, Place.Condition: { } condition }) continue;
            if (!_trades.TryGetValue(condition, out var trades)) _trades[condition] = trades = [];
            trades.Add((line.At, line.Place.Book));
        }
    }

    /// <summary>It is money that the venue paid beside a trade.</summary>
    public static bool Holds(LedgerLine line) => line.Kind is LedgerKind.Rebated or LedgerKind.Rewarded;

    /// <summary>The book; null where it cannot be told.</summary>
    public string? BookOf(LedgerLine line)
    {
        if (line.Place.Book is { } told) return told;
        if (line.Place.Condition is not { } condition || _elsewhere.Contains(condition) || !_trades.TryGetValue(condition, out var trades)) return null;
        var books = trades.Where(trade => trade.At <= line.At).Select(trade => trade.Book).Distinct().Take(2).ToList();
        return books.Count == 1 ? books[0] : null;
    }
}
