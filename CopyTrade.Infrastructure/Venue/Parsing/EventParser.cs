using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Rest;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>Gamma's row of an event.</summary>
internal static class EventParser
{
    /// <summary>The questions that can still end with yes; none where they are not known to be all of them.</summary>
    public static IReadOnlyList<EventQuestion> Questions(JsonElement row)
    {
        // An augmented event may get further questions, so that what it has now need not add up.
        if (row.ValueKind != JsonValueKind.Object || row.Flag("negRisk") != true || row.Flag("negRiskAugmented") == true) return [];
        var questions = new List<EventQuestion>();
        foreach (var market in row.Items("markets"))
        {
            var (tokens, outcomes) = (MarketResolutions.Listed(market, "clobTokenIds"), MarketResolutions.Listed(market, "outcomes"));
            var yes = outcomes.FindIndex(outcome => string.Equals(outcome, "Yes", StringComparison.OrdinalIgnoreCase));
            if (yes < 0 || tokens.Count != 2 || outcomes.Count != 2 || !ConditionId.TryParse(market.Text("conditionId", "condition_id"), out var condition)
                || !TokenId.TryParse(tokens[yes], out var yesToken) || !TokenId.TryParse(tokens[1 - yes], out var noToken)) return [];
            if (market.Flag("closed") == true)
            {
                // Ended with no: it takes nothing from the others. Ended otherwise, or not yet told how: the event is decided, or cannot be judged.
                if (!IsNothing(MarketResolutions.Listed(market, "outcomePrices"), yes)) return [];
                continue;
            }

            questions.Add(new(condition, yesToken, noToken));
        }

        return questions.Count > 1 ? questions : [];
    }

    private static bool IsNothing(List<string> prices, int yes) => prices.Count == 2 && decimal.TryParse(prices[yes], NumberStyles.Float, CultureInfo.InvariantCulture, out var price) && price == 0m;
}
