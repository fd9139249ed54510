using System.Globalization;
using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.Rest;

internal static class PositionViews
{
    public static IEnumerable<object> Of(VenueState state, string user, decimal threshold, string? conditions)
    {
        var wanted = conditions?.ToLowerInvariant().Split(',');
        return Held(state, state.Accounts.GetValueOrDefault(user))
            .Where(h => h.Holding.Shares >= threshold && (wanted is null || wanted.Contains(h.Market.ConditionId)))
            .Select(h => View(user, h.Market, h.Outcome, h.Holding));
    }

    public static decimal ValueOf(VenueState state, string user) =>
        Wire.Number(decimal.Round(Held(state, state.Accounts.GetValueOrDefault(user)).Sum(h => h.Holding.Shares * MarketViews.PriceOf(h.Market, h.Outcome)), 6));

    public static decimal PnlOf(VenueState state, Account account) => decimal.Round(
        account.Holdings.Values.Sum(h => h.RealizedPnl)
        + Held(state, account).Sum(h => h.Holding.Shares * (MarketViews.PriceOf(h.Market, h.Outcome) - h.Holding.AverageEntryPrice)), 6);

    private static IEnumerable<(World.ListedMarket Market, int Outcome, Holding Holding)> Held(VenueState state, Account? account) =>
        (account?.Holdings ?? []).Where(h => h.Value.Shares > 0m && state.Markets.ByToken(h.Key) is not null)
            .Select(h => (state.Markets.ByToken(h.Key)!.Value.Market, state.Markets.ByToken(h.Key)!.Value.Outcome, h.Value));

    private static object View(string user, World.ListedMarket market, int outcome, Holding holding)
    {
        var price = MarketViews.PriceOf(market, outcome);
        var (cost, worth) = (decimal.Round(holding.Shares * holding.AverageEntryPrice, 6), decimal.Round(holding.Shares * price, 6));
        return new
        {
            proxyWallet = user,
            asset = market.Tokens[outcome],
            conditionId = market.ConditionId,
            size = Wire.Number(holding.Shares),
            avgPrice = Wire.Number(decimal.Round(holding.AverageEntryPrice, 8)),
            initialValue = Wire.Number(cost),
            currentValue = Wire.Number(worth),
            cashPnl = Wire.Number(worth - cost),
            percentPnl = cost == 0m ? 0m : Wire.Number(decimal.Round((worth - cost) / cost * 100m, 4)),
            totalBought = Wire.Number(holding.TotalBought),
            realizedPnl = Wire.Number(decimal.Round(holding.RealizedPnl, 6)),
            percentRealizedPnl = 0m,
            curPrice = price,
            redeemable = market.IsClosed,
            mergeable = false,
            title = market.Question,
            slug = market.Slug,
            icon = "",
            eventId = market.EventId,
            eventSlug = market.EventSlug,
            outcome = market.Outcomes[outcome],
            outcomeIndex = outcome,
            oppositeOutcome = market.Outcomes[1 - outcome],
            oppositeAsset = market.Tokens[1 - outcome],
            endDate = market.EndDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            negativeRisk = market.NegRisk,
        };
    }
}
