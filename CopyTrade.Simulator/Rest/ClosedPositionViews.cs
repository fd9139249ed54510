using System.Globalization;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Rest;

/// <summary>Positions that are over, with the keys of version 1. Called under the venue's lock.</summary>
internal static class ClosedPositionViews
{
    public static IEnumerable<object> Of(VenueState state, string user, string? sortBy, bool ascending)
    {
        var all = OfToday(state, user).Concat(state.Past.PositionsOf(user));
        var ordered = sortBy?.ToUpperInvariant() switch
        {
            "TIMESTAMP" => all.OrderBy(p => p.ClosedAt),
            "AVGPRICE" => all.OrderBy(p => p.AveragePrice),
            "TITLE" => all.OrderBy(p => p.Market.Question, StringComparer.Ordinal),
            _ => all.OrderBy(p => p.Pnl),
        };
        return (ascending ? ordered : ordered.Reverse()).Select(position => View(user, position));
    }

    // Sold out, or the market is decided: what is left then is worth what it pays.
    private static IEnumerable<PastPosition> OfToday(VenueState state, string user)
    {
        foreach (var (token, holding) in state.Accounts.GetValueOrDefault(user)?.Holdings ?? [])
        {
            if (holding.TotalBought <= 0m || state.Markets.ByToken(token) is not var (market, outcome) || (holding.Shares > 0m && !market.IsClosed))
            {
                continue;
            }

            var last = state.Rows.NewestFirst(user).FirstOrDefault(row => row.Token == token)?.Timestamp;
            var cost = holding.TotalBought * holding.AverageEntryPrice;
            var left = Math.Max(holding.Shares, 0m);
            yield return new(market, outcome, holding.TotalBought, cost, cost + holding.RealizedPnl + (left * (market.FairOf(outcome) - holding.AverageEntryPrice)),
                market.IsClosed || last is null ? market.EndDate : DateTimeOffset.FromUnixTimeSeconds(last.Value));
        }
    }

    private static object View(string user, PastPosition position) => new
    {
        proxyWallet = user,
        asset = position.Market.Tokens[position.Outcome],
        conditionId = position.Market.ConditionId,
        avgPrice = Wire.Number(position.AveragePrice),
        totalBought = Wire.Number(position.Bought),
        realizedPnl = Wire.Number(position.Pnl),
        curPrice = MarketViews.PriceOf(position.Market, position.Outcome),
        timestamp = position.ClosedAt.ToUnixTimeSeconds(),
        title = position.Market.Question,
        slug = position.Market.Slug,
        icon = "",
        eventSlug = position.Market.EventSlug,
        outcome = position.Market.Outcomes[position.Outcome],
        outcomeIndex = position.Outcome,
        oppositeOutcome = position.Market.Outcomes[1 - position.Outcome],
        oppositeAsset = position.Market.Tokens[1 - position.Outcome],
        endDate = position.Market.EndDate.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
    };
}
