using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>
/// Marks of an event whose questions exclude each other, taken together (R2.16): exactly one ends with yes, so that the prices of
/// its yes-shares are probabilities that add up to one, and the price of a no is what its yes leaves over. Then a yes of every
/// question is a dollar, and so is a yes and a no of one, to the millionth.
/// </summary>
/// <remarks>A mark is only ever changed, never made: a share without one stays unknown. Pure.</remarks>
public static class EventMarks
{
    /// <summary>Prices further apart in time than this do not belong together.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromHours(2);

    // A sum beyond this says that something is missing or stale, not what the market thinks.
    private const decimal LeastSum = 0.9m;
    private const decimal MostSum = 1.1m;
    private const decimal Unit = 0.000001m;

    /// <summary>The marks, with those of each event that can be taken together put so that they add up.</summary>
    /// <param name="marks">Of one moment, those of every question included as far as they are known.</param>
    /// <param name="events">Of each all the questions that can still end with yes.</param>
    /// <param name="at">The moment.</param>
    public static IReadOnlyDictionary<TokenId, TokenMark> Together(IReadOnlyDictionary<TokenId, TokenMark> marks, IEnumerable<IReadOnlyList<EventQuestion>> events, DateTimeOffset at)
    {
        var together = new Dictionary<TokenId, TokenMark>(marks);
        foreach (var questions in events)
        {
            if (ChancesOf(questions, marks, at) is not { } chances) continue;
            foreach (var (question, chance) in questions.Zip(chances))
            {
                Put(question.Yes, chance);
                Put(question.No, chance.Complement);
            }
        }

        return together;

        void Put(TokenId token, Price value)
        {
            if (together.TryGetValue(token, out var mark)) together[token] = mark with { Value = value, IsTogether = true };
        }
    }

    /// <summary>How likely each question ends with yes by the market; together one. Null where a price is missing or old, or the prices do not belong together.</summary>
    public static IReadOnlyList<Price>? ChancesOf(IReadOnlyList<EventQuestion> questions, IReadOnlyDictionary<TokenId, TokenMark> marks, DateTimeOffset at)
    {
        if (questions.Count < 2) return null;
        var prices = new List<decimal>(questions.Count);
        foreach (var question in questions)
        {
            var (yes, no) = (Fresh(question.Yes), Fresh(question.No));
            if (yes is null && no is null) return null;
            prices.Add(yes is not null && no is not null ? (yes.Value + 1m - no.Value) / 2m : yes ?? 1m - no!.Value);
        }

        var sum = prices.Sum();
        if (sum is < LeastSum or > MostSum) return null;
        var parts = prices.ConvertAll(price => decimal.Floor(price / sum / Unit) * Unit);
        // What rounding left over goes where it took most.
        var left = (int)decimal.Round((1m - parts.Sum()) / Unit);
        foreach (var part in Enumerable.Range(0, parts.Count).OrderByDescending(n => (prices[n] / sum) - parts[n]).Take(left)) parts[part] += Unit;
        return parts.ConvertAll(Price.Of);

        decimal? Fresh(TokenId token) => marks.GetValueOrDefault(token) is { } mark && at - mark.At <= Oldest && mark.Source != MarkSource.Resolution ? mark.Value.Value : null;
    }
}
