using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>Profit day by day.</summary>
public static class ProfitDays
{
    /// <summary>One row for each day asked for.</summary>
    /// <param name="lines">All lines from the beginning, in any order.</param>
    /// <param name="days">Days, ascending, without gaps.</param>
    /// <param name="marksOf">Marks at the end of a day.</param>
    public static IReadOnlyList<ProfitDay> Of(IEnumerable<LedgerLine> lines, IReadOnlyList<DateOnly> days, Func<DateOnly, IReadOnlyDictionary<TokenId, Price>> marksOf)
    {
        var ordered = lines.OrderBy(line => line.At).ToList();
        var (next, capital, known) = (0, Usdc.Zero, new List<LedgerLine>());
        var result = new List<ProfitDay>(days.Count);
        if (days.Count == 0) return result;
        Take(days[0]);
        var before = ProfitCalculator.Of(known, marksOf(days[0].AddDays(-1)));
        foreach (var day in days)
        {
            Take(day.AddDays(1));
            var total = ProfitCalculator.Of(known, marksOf(day));
            result.Add(new(day, total, capital, total.Net - before.Net, total.Realized - before.Realized, total.Trades - before.Trades));
            before = total;
        }

        return result;

        void Take(DateOnly until)
        {
            var end = new DateTimeOffset(until.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            for (; next < ordered.Count && ordered[next].At < end; next++)
            {
                if (ordered[next].Account == LedgerAccount.Capital) capital -= Usdc.Of(ordered[next].Amount);
                known.Add(ordered[next]);
            }

            // What is summed once need not be summed again for every later day.
            known = Fold(known);
        }
    }

    private static List<LedgerLine> Fold(List<LedgerLine> lines) =>
    [
        .. lines.GroupBy(line => (line.Place.Book, line.Token, line.Kind, line.Account)).Select(same => same.First() with
        {
            Amount = same.Sum(line => line.Amount), Shares = same.Sum(line => line.Shares), Entries = same.Sum(line => line.Entries),
        }),
    ];
}
