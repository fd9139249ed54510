using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Rest;

/// <summary>What anyone may ask the order-book service.</summary>
internal sealed class ClobPublicEndpoints(VenueState state)
{
    private const string NoBook = "No orderbook exists for the requested token id";

    public void Map(IEndpointRouteBuilder clob)
    {
        clob.MapGet("/", () => Answers.Json("OK"));
        clob.MapGet("/ok", () => Answers.Json("OK"));
        clob.MapGet("/time", () => Answers.Json(state.Now.ToUnixTimeSeconds() + state.Standing.ClockAheadSeconds));
        clob.MapGet("/version", () => Answers.Json(new { version = 2 }));
        clob.MapGet("/clob-markets/{condition}", (string condition) => OfMarket(condition, MarketViews.Compact));
        clob.MapGet("/markets/{condition}", (string condition) => OfMarket(condition, MarketViews.Full));
        clob.MapGet("/markets-by-token/{token}", (string token) => OfToken(token, (market, _) =>
            new { condition_id = market.ConditionId, primary_token_id = market.Tokens[0], secondary_token_id = market.Tokens[1] }));
        clob.MapGet("/tick-size/{token}", (string token) => OfToken(token, TickOf));
        // "market" is the token id here, as the venue has it.
        clob.MapGet("/prices-history", (HttpRequest request) => OfToken(request.Query("market"), (market, outcome) => HistoryOf(market, outcome, request)));
        MapQuotes(clob);
        MapBatches(clob);
    }

    private static object TickOf(ListedMarket market, int outcome) => new { minimum_tick_size = market.Tick.Value };

    private object HistoryOf(ListedMarket market, int outcome, HttpRequest request)
    {
        var to = request.Long("endTs") is { } end and > 0 ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(end, state.Now.ToUnixTimeSeconds())) : state.Now;
        var from = request.Long("startTs") is { } start and > 0 ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(start, to.ToUnixTimeSeconds())) : to - (request.Query("interval") switch
        {
            "1h" => TimeSpan.FromHours(1),
            "6h" => TimeSpan.FromHours(6),
            "1d" => TimeSpan.FromDays(1),
            "max" => TimeSpan.FromDays(365),
            _ => TimeSpan.FromDays(7),
        });
        return new { history = PricePast.Of(market, outcome, from, to, request.Number("fidelity", 60, 1_440)).Select(point => new { t = point.Time, p = point.Price }).ToArray() };
    }

    private void MapQuotes(IEndpointRouteBuilder clob)
    {
        ByToken(clob, "/book", (market, outcome, _) => MarketViews.Book(market, outcome, state.Now));
        ByToken(clob, "/price", (market, outcome, request) => new { price = Wire.Text(PriceOf(market, outcome, request.Query("side"))) });
        ByToken(clob, "/midpoint", (market, outcome, _) => new { mid = Wire.Text(Midpoint(market.Books[outcome])) });
        ByToken(clob, "/spread", (market, outcome, _) => new { spread = Wire.Text((market.Books[outcome].BestAsk ?? 1m) - (market.Books[outcome].BestBid ?? 0m)) });
        ByToken(clob, "/last-trade-price", (market, outcome, _) => market.Books[outcome] is { LastPrice: { } last } book
            ? new { price = Wire.Text(last), side = Wire.Word(book.LastSide) }
            : new { price = "0.5", side = "" });
        ByToken(clob, "/tick-size", (market, outcome, _) => TickOf(market, outcome));
        ByToken(clob, "/neg-risk", (market, _, _) => new { neg_risk = market.NegRisk });
        ByToken(clob, "/fee-rate", (market, _, _) => new { base_fee = (int)(market.FeeRate * 10_000m) });
    }

    private void MapBatches(IEndpointRouteBuilder clob)
    {
        clob.MapPost("/books", (JsonElement[] body) => ForEach(body, (market, outcome, _) => MarketViews.Book(market, outcome, state.Now), found => found.Select(f => f.Value).ToArray()));
        clob.MapPost("/prices", (JsonElement[] body) => ForEach(body, (market, outcome, ask) => (object)(Side: Field(ask, "side") ?? "BUY", Price: Wire.Text(PriceOf(market, outcome, Field(ask, "side")))),
            found => found.GroupBy(f => f.Token).ToDictionary(g => g.Key, g => g.Select(f => ((string Side, string Price))f.Value).DistinctBy(v => v.Side).ToDictionary(v => v.Side, v => v.Price))));
        clob.MapPost("/midpoints", (JsonElement[] body) => ForEach(body, (market, outcome, _) => Wire.Text(Midpoint(market.Books[outcome])), AsMap));
        clob.MapPost("/spreads", (JsonElement[] body) => ForEach(body, (market, outcome, _) => Wire.Text((market.Books[outcome].BestAsk ?? 1m) - (market.Books[outcome].BestBid ?? 0m)), AsMap));
    }

    private static Dictionary<string, object> AsMap(IEnumerable<(string Token, object Value)> found) => found.DistinctBy(f => f.Token).ToDictionary(f => f.Token, f => f.Value);

    private static string? Field(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetString() : null;

    // BUY asks for the best bid and SELL for the best ask, as the venue has it.
    private static decimal PriceOf(ListedMarket market, int outcome, string? side) =>
        string.Equals(side, "SELL", StringComparison.OrdinalIgnoreCase) ? market.Books[outcome].BestAsk ?? 1m : market.Books[outcome].BestBid ?? 0m;

    private static decimal Midpoint(TokenBook book) => ((book.BestBid ?? 0m) + (book.BestAsk ?? 1m)) / 2m;

    private void ByToken(IEndpointRouteBuilder clob, string path, Func<ListedMarket, int, HttpRequest, object> answer) =>
        clob.MapGet(path, (HttpRequest request) => OfToken(request.Query("token_id"), (market, outcome) => answer(market, outcome, request), onlyOpen: true));

    private IResult OfToken(string? token, Func<ListedMarket, int, object> answer, bool onlyOpen = false)
    {
        lock (state.Gate)
        {
            return state.Markets.ByToken(token) is var (market, outcome) && !(onlyOpen && market.IsClosed) ? Answers.Json(answer(market, outcome)) : Answers.Error(404, NoBook);
        }
    }

    private IResult OfMarket(string condition, Func<ListedMarket, object> answer)
    {
        lock (state.Gate)
        {
            return state.Markets.ByCondition(condition) is { } market ? Answers.Json(answer(market)) : Answers.Error(404, "market not found");
        }
    }

    private IResult ForEach(JsonElement[] body, Func<ListedMarket, int, JsonElement, object> value, Func<IEnumerable<(string Token, object Value)>, object> shape)
    {
        lock (state.Gate)
        {
            var found = body.Select(ask => (Ask: ask, Found: state.Markets.ByToken(Field(ask, "token_id")))).Where(f => f.Found is not null)
                .Select(f => (Field(f.Ask, "token_id")!, value(f.Found!.Value.Market, f.Found.Value.Outcome, f.Ask))).ToArray();
            return Answers.Json(shape(found));
        }
    }
}
