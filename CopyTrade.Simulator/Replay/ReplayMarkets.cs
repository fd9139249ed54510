using CopyTrade.Domain.Money;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Replay;

/// <summary>Rebuilds the markets of a recording from its rows.</summary>
internal static class ReplayMarkets
{
    public static void AddTo(VenueState state, IReadOnlyList<ReplayRow> rows, QuoteMaker makers)
    {
        var number = 700_000;
        foreach (var group in rows.GroupBy(r => r.Condition))
        {
            var market = Build(state, [.. group], ++number);
            state.Markets.Add(market);
            var first = group.First();
            makers.QuoteAround(market, market.Tokens[0] == first.Token ? 0 : 1, first.Side, first.Price, first.Size);
        }
    }

    private static ListedMarket Build(VenueState state, ReplayRow[] rows, int number)
    {
        var seen = rows.GroupBy(r => r.Token).Select(g => g.First()).OrderBy(r => r.OutcomeIndex ?? 0).Take(2).ToArray();
        var only = seen.Length == 1;
        var (first, second) = (Named(seen[0], "Yes"), only ? Opposite(Named(seen[0], "Yes")) : Named(seen[1], "No"));
        string[] tokens = only ? [seen[0].Token, state.Ids.Token("opposite" + seen[0].Token)] : [seen[0].Token, seen[1].Token];
        string[] outcomes = [first, second];
        // An outcome known to be the second stays the second.
        var isSwapped = only && seen[0].OutcomeIndex == 1;
        var title = rows[0].Title ?? "Recorded market " + number;
        return new()
        {
            Id = number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ConditionId = rows[0].Condition,
            Question = title,
            Slug = rows[0].Slug ?? Slugs.Of(title),
            EventId = number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            EventSlug = rows[0].EventSlug ?? Slugs.Of(title),
            EventTitle = title,
            Category = "replay",
            Outcomes = isSwapped ? [.. outcomes.Reverse()] : outcomes,
            Tokens = isSwapped ? [.. tokens.Reverse()] : tokens,
            // Prices close to the ends trade on the finer grid.
            Tick = TickSize.Of(rows.Any(r => r.Price is < 0.04m or > 0.96m) ? 0.001m : 0.01m),
            StartDate = state.Now.AddDays(-7),
            EndDate = state.Now.AddDays(30),
            HasSyntheticToken = only,
            Fair = 0.5m,
        };
    }

    private static string Named(ReplayRow row, string fallback) => string.IsNullOrWhiteSpace(row.Outcome) ? fallback : row.Outcome;

    private static string Opposite(string outcome) => outcome switch { "Yes" => "No", "No" => "Yes", "Over" => "Under", "Under" => "Over", "Up" => "Down", "Down" => "Up", _ => "Not " + outcome };
}
