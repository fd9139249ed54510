using System.Text.Json;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Rest;

internal sealed class CancelEndpoints(VenueState state, Credentials credentials, MatchingEngine matching, IVenueEvents events, FaultBoard faults, SignerBuckets buckets)
{
    public void Map(IEndpointRouteBuilder clob)
    {
        clob.MapDelete("/order", (Delegate)(Task<IResult> (HttpContext context) => CancelAsync(context, body => [body!.Value.GetProperty("orderID").GetString()!])));
        clob.MapDelete("/orders", (Delegate)(Task<IResult> (HttpContext context) => CancelAsync(context, body => [.. body!.Value.EnumerateArray().Select(id => id.GetString()!)])));
        clob.MapDelete("/cancel-all", (Delegate)(Task<IResult> (HttpContext context) => CancelAsync(context, body: null, where: (_, _) => true)));
        clob.MapDelete("/cancel-market-orders", (Delegate)(Task<IResult> (HttpContext context) => CancelAsync(context, body: null, where: IsOfMarket)));
    }

    private static bool IsOfMarket(BookOrder order, JsonElement? body) =>
        (Field(body, "market") is not { } market || order.Market.ConditionId.Equals(market, StringComparison.OrdinalIgnoreCase))
        && (Field(body, "asset_id") is not { } token || order.Token == token);

    private static string? Field(JsonElement? body, string name) =>
        body is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;

    private async Task<IResult> CancelAsync(HttpContext context, Func<JsonElement?, string[]>? body, Func<BookOrder, JsonElement?, bool>? where = null)
    {
        var bytes = await context.Request.BodyAsync(context.RequestAborted);
        if (credentials.Level2(context.Request, bytes) is not { } key)
        {
            return AuthEndpoints.Unauthorized;
        }

        if (faults.Disabled is not null)
        {
            return Answers.Error(503, "Trading is currently disabled. Check polymarket.com for updates");
        }

        try
        {
            JsonElement? json = bytes.Length == 0 ? null : JsonSerializer.Deserialize<JsonElement>(bytes);
            lock (state.Gate)
            {
                var ids = body is not null ? body(json) : [.. OpenOf(key).Where(o => where!(o, json)).Select(o => o.Id)];
                return ids.Length > 1000 ? Answers.Error(400, $"Too many orders in payload: {ids.Length}, max allowed: 1000") : Cancel(key, ids);
            }
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Answers.Error(400, "Invalid order payload");
        }
    }

    private IEnumerable<BookOrder> OpenOf(ApiKey key) => state.Orders.Values.Where(o => o.Owner == key.Key && o.Status == "LIVE");

    private IResult Cancel(ApiKey key, string[] ids)
    {
        if (!buckets.Take(key.Address, isCancel: true, Math.Max(1, ids.Length)).Passes && state.Options.EnforceRateLimits)
        {
            return Answers.Error(429, "Too Many Requests");
        }

        var canceled = new List<string>();
        var refused = new Dictionary<string, string>();
        foreach (var id in ids)
        {
            if (!state.Orders.TryGetValue(id.ToLowerInvariant(), out var order) || order.Owner != key.Key)
            {
                refused[id] = "order not found";
            }
            else if (matching.Cancel(order))
            {
                canceled.Add(id);
            }
            else
            {
                refused[id] = "order can't be found - already canceled or matched";
            }
        }

        events.BooksChanged();
        return Answers.Json(new { canceled, not_canceled = refused });
    }
}
