using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Rest;

internal sealed class GammaEndpoints(VenueState state)
{
    public void Map(IEndpointRouteBuilder gamma)
    {
        gamma.MapGet("/markets", Markets);
        gamma.MapGet("/markets/slug/{slug}", (string slug) => One(m => m.Slug == slug));
        gamma.MapGet("/markets/{id}", (string id) => One(m => m.Id == id));
        gamma.MapGet("/events", Events);
        gamma.MapGet("/events/slug/{slug}", (string slug) =>
        {
            lock (state.Gate)
            {
                var markets = state.Markets.All.Where(m => m.EventSlug == slug).ToArray();
                return markets.Length == 0 ? Answers.Error(404, "event not found") : Answers.Json(EventOf(markets));
            }
        });
    }

    private static Dictionary<string, object?> EventOf(IEnumerable<ListedMarket> markets)
    {
        var all = markets.ToArray();
        var view = MarketViews.Event(all[0]);
        view["markets"] = all.Select(m => MarketViews.Gamma(m, withEvent: false)).ToArray();
        return view;
    }

    // Repeated parameters and comma-separated lists are both taken.
    private static HashSet<string>? Set(HttpRequest request, string name) => request.Query.TryGetValue(name, out var values)
        ? [.. values.SelectMany(v => v?.Split(',') ?? []).Select(v => v.Trim().ToLowerInvariant())]
        : null;

    private IResult One(Func<ListedMarket, bool> where)
    {
        lock (state.Gate)
        {
            return state.Markets.All.FirstOrDefault(where) is { } market ? Answers.Json(MarketViews.Gamma(market, withEvent: true)) : Answers.Error(404, "market not found");
        }
    }

    private IResult Markets(HttpRequest request)
    {
        var (conditions, tokens, slugs) = (Set(request, "condition_ids"), Set(request, "clob_token_ids"), Set(request, "slug"));
        var closed = request.Query("closed") == "true";
        lock (state.Gate)
        {
            var asked = conditions is null ? state.Markets.All : conditions.Select(state.Markets.ByCondition).OfType<ListedMarket>();
            var found = asked.Where(m => m.IsClosed == closed
                && (tokens is null || m.Tokens.Any(tokens.Contains))
                && (slugs is null || slugs.Contains(m.Slug)));
            return Answers.Json(found.Skip(request.Number("offset", 0, int.MaxValue)).Take(request.Number("limit", 20, 500)).Select(m => MarketViews.Gamma(m, withEvent: true)).ToArray());
        }
    }

    private IResult Events(HttpRequest request)
    {
        var slugs = Set(request, "slug");
        var closed = request.Query("closed") == "true";
        lock (state.Gate)
        {
            var found = state.Markets.All.Where(m => slugs is null || slugs.Contains(m.EventSlug)).GroupBy(m => m.EventSlug).Where(g => g.All(m => m.IsClosed) == closed);
            return Answers.Json(found.Skip(request.Number("offset", 0, int.MaxValue)).Take(request.Number("limit", 20, 500)).Select(EventOf).ToArray());
        }
    }
}
