using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Rest;

/// <summary>Markets and books in the venue's shapes. Called under the venue's lock.</summary>
internal static class MarketViews
{
    public static Dictionary<string, object?> Book(ListedMarket market, int outcome, DateTimeOffset now)
    {
        var book = market.Books[outcome];
        // Best level last, as the service does in practice.
        var view = new Dictionary<string, object?>
        {
            ["market"] = market.ConditionId,
            ["asset_id"] = market.Tokens[outcome],
            ["timestamp"] = Wire.Milliseconds(now),
            ["hash"] = "",
            ["bids"] = Levels(book, OrderSide.Buy),
            ["asks"] = Levels(book, OrderSide.Sell),
            ["min_order_size"] = Wire.Text(market.MinimumSize),
            ["tick_size"] = Wire.Text(market.Tick.Value),
            ["neg_risk"] = market.NegRisk,
            ["last_trade_price"] = book.LastPrice is { } last ? Wire.Text(last) : "",
        };
#pragma warning disable CA5350 // The venue's own choice for spotting changes; nothing is protected by it.
        view["hash"] = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(view, Wire.Json))));
#pragma warning restore CA5350
        return view;
    }

    public static object Compact(ListedMarket market) => new Dictionary<string, object?>
    {
        ["c"] = market.ConditionId,
        ["t"] = market.Tokens.Zip(market.Outcomes, (t, o) => new { t, o }).ToArray(),
        ["mts"] = market.Tick.Value,
        ["mos"] = market.MinimumSize,
        ["nr"] = market.NegRisk,
        ["fd"] = market.FeeRate > 0m ? new { r = market.FeeRate, e = market.FeeExponent, to = true } : null,
        ["mbf"] = 0,
        ["tbf"] = (int)(market.FeeRate * 10_000m),
        ["r"] = null,
        ["ao"] = !market.IsClosed,
        ["aot"] = Iso(market.StartDate),
        ["sd"] = 0,
        ["cbos"] = false,
        ["rfqe"] = false,
        ["itode"] = false,
        ["ibce"] = false,
    }.Where(pair => pair.Value is not null || pair.Key == "r").ToDictionary();

    public static object Full(ListedMarket market) => new
    {
        condition_id = market.ConditionId,
        question_id = market.ConditionId,
        question = market.Question,
        description = market.Question,
        market_slug = market.Slug,
        end_date_iso = Iso(market.EndDate),
        accepting_order_timestamp = Iso(market.StartDate),
        enable_order_book = true,
        active = true,
        closed = market.IsClosed,
        archived = false,
        accepting_orders = !market.IsClosed,
        minimum_order_size = market.MinimumSize,
        minimum_tick_size = market.Tick.Value,
        seconds_delay = 0,
        maker_base_fee = 0,
        taker_base_fee = (int)(market.FeeRate * 10_000m),
        neg_risk = market.NegRisk,
        is_50_50_outcome = false,
        tokens = market.Tokens.Select((token, i) => new { token_id = token, outcome = market.Outcomes[i], price = PriceOf(market, i), winner = market.IsClosed && market.FairOf(i) == 1m }).ToArray(),
        tags = new[] { market.Category },
    };

    public static Dictionary<string, object?> Gamma(ListedMarket market, bool withEvent) => new Dictionary<string, object?>
    {
        ["id"] = market.Id,
        ["question"] = market.Question,
        ["conditionId"] = market.ConditionId,
        ["slug"] = market.Slug,
        ["endDate"] = Iso(market.EndDate),
        ["endDateIso"] = market.EndDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["startDate"] = Iso(market.StartDate),
        ["description"] = market.Question,
        ["icon"] = "",
        ["image"] = "",
        ["category"] = market.Category,
        ["outcomes"] = JsonSerializer.Serialize(market.Outcomes, Wire.Json),
        ["outcomePrices"] = JsonSerializer.Serialize(new[] { Wire.Text(PriceOf(market, 0)), Wire.Text(PriceOf(market, 1)) }),
        ["clobTokenIds"] = JsonSerializer.Serialize(market.Tokens),
        ["active"] = true,
        ["closed"] = market.IsClosed,
        ["archived"] = false,
        ["acceptingOrders"] = !market.IsClosed,
        ["enableOrderBook"] = true,
        ["restricted"] = false,
        ["negRisk"] = market.NegRisk,
        ["negRiskMarketID"] = market.NegRisk ? "0x" + market.EventId.PadLeft(64, '0') : "",
        ["orderPriceMinTickSize"] = market.Tick.Value,
        ["orderMinSize"] = market.MinimumSize,
        ["feesEnabled"] = market.FeeRate > 0m,
        ["feeSchedule"] = market.FeeRate > 0m ? new { exponent = market.FeeExponent, rate = market.FeeRate, rebateRate = 0.25m, takerOnly = true } : null,
        ["secondsDelay"] = 0,
        ["volumeNum"] = Wire.Number(market.Volume),
        ["volume"] = Wire.Text(market.Volume),
        ["liquidityNum"] = Wire.Number(decimal.Round(market.Books.SelectMany(b => b.Levels(OrderSide.Buy)).Sum(l => l.Key * l.Value.Sum(o => o.Remaining)), 2)),
        ["bestBid"] = market.Books[0].BestBid ?? 0m,
        ["bestAsk"] = market.Books[0].BestAsk ?? 1m,
        ["spread"] = (market.Books[0].BestAsk ?? 1m) - (market.Books[0].BestBid ?? 0m),
        ["lastTradePrice"] = market.Books[0].LastPrice ?? 0m,
        ["closedTime"] = market.IsClosed ? Iso(market.EndDate) : null,
        ["umaResolutionStatus"] = market.IsClosed ? "resolved" : null,
        ["events"] = withEvent ? new[] { Event(market) } : null,
    }.Where(pair => pair.Value is not null || pair.Key == "feeSchedule").ToDictionary();

    public static Dictionary<string, object?> Event(ListedMarket market) => new()
    {
        ["id"] = market.EventId,
        ["ticker"] = market.EventSlug,
        ["slug"] = market.EventSlug,
        ["title"] = market.EventTitle,
        ["description"] = market.EventTitle,
        ["active"] = true,
        ["closed"] = market.IsClosed,
        ["negRisk"] = market.NegRisk,
        ["endDate"] = Iso(market.EndDate),
        ["tags"] = new[] { new { id = market.Category, label = market.Category, slug = market.Category } },
    };

    public static object[] Levels(TokenBook book, OrderSide side) =>
        [.. book.Levels(side).Reverse().Select(l => new { price = Wire.Text(l.Key), size = Wire.Text(l.Value.Sum(o => o.Remaining)) })];

    public static decimal PriceOf(ListedMarket market, int outcome)
    {
        if (market.IsClosed)
        {
            return market.FairOf(outcome);
        }

        var book = market.Books[outcome];
        return Wire.Number(book.BestBid is { } bid && book.BestAsk is { } ask ? (bid + ask) / 2m : book.LastPrice ?? Math.Clamp(market.FairOf(outcome), 0m, 1m));
    }

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
