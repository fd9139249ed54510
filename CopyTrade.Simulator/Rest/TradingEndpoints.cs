using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Rest;

/// <summary>Posting orders.</summary>
internal sealed class TradingEndpoints(VenueState state, Credentials credentials, OrderDesk desk, RequestGate gate, SignerBuckets buckets, FaultBoard faults, TimeProvider clock)
{
    private const int MaxBatch = 15;

    public void Map(IEndpointRouteBuilder clob)
    {
        gate.OrderTurnedAway = async (context, reason) => Record(context, await context.Request.BodyAsync(context.RequestAborted), reason);
        clob.MapPost("/order", (Delegate)PostOrderAsync);
        clob.MapPost("/orders", (Delegate)PostOrdersAsync);
    }

    private async Task<IResult> PostOrderAsync(HttpContext context)
    {
        var (key, body) = await AuthenticateAsync(context);
        if (key is null)
        {
            Record(context, body, "Unauthorized/Invalid api key");
            return AuthEndpoints.Unauthorized;
        }

        if (!Passes(context, key, 1))
        {
            Record(context, body, "Too Many Requests");
            return Answers.Error(429, "Too Many Requests");
        }

        var payload = Parse(body) is { ValueKind: JsonValueKind.Object } json ? OrderPayload.TryRead(json) : null;
        var fault = faults.TakePostOrder();
        if (fault == "rejectReset")
        {
            desk.NotAccepted(key.Address, RequestGate.ArrivalOf(context), payload, "connection reset before acceptance");
            context.Abort();
            return Results.Empty;
        }

        var (refusal, order) = desk.Post(payload, key, RequestGate.ArrivalOf(context));
        await gate.DelayAsync(context.RequestAborted);
        return await LoseAnswerAsync(context, fault) ?? Answer(context, refusal, order);
    }

    private async Task<IResult> PostOrdersAsync(HttpContext context)
    {
        var (key, body) = await AuthenticateAsync(context);
        if (key is null)
        {
            return AuthEndpoints.Unauthorized;
        }

        if (Parse(body) is not { ValueKind: JsonValueKind.Array } batch || batch.GetArrayLength() == 0)
        {
            return Answers.Error(400, "Invalid order payload");
        }

        if (batch.GetArrayLength() > MaxBatch)
        {
            return Answers.Error(400, $"Too many orders in payload: {batch.GetArrayLength()}, max allowed: {MaxBatch}");
        }

        if (!Passes(context, key, batch.GetArrayLength()))
        {
            return Answers.Error(429, "Too Many Requests");
        }

        var fault = faults.TakePostOrder();
        if (fault == "rejectReset")
        {
            foreach (var json in batch.EnumerateArray())
            {
                desk.NotAccepted(key.Address, RequestGate.ArrivalOf(context), OrderPayload.TryRead(json), "connection reset before acceptance");
            }

            context.Abort();
            return Results.Empty;
        }

        var results = batch.EnumerateArray().Select(json =>
        {
            var (refusal, order) = desk.Post(OrderPayload.TryRead(json), key, RequestGate.ArrivalOf(context));
            return order is null ? Refused(refusal!.Text) : Taken(order);
        }).ToArray();
        await gate.DelayAsync(context.RequestAborted);
        return await LoseAnswerAsync(context, fault) ?? Answers.Json(results);
    }

    // Also what never reached the order desk is listed, so that a test sees how fast a refused customer comes back.
    private void Record(HttpContext context, byte[] body, string reason)
    {
        var payload = Parse(body) is { ValueKind: JsonValueKind.Object } json ? OrderPayload.TryRead(json) : null;
        desk.NotAccepted(context.Request.Headers["POLY_ADDRESS"].ToString().ToLowerInvariant(), RequestGate.ArrivalOf(context), payload, reason);
    }

    private async Task<(ApiKey? Key, byte[] Body)> AuthenticateAsync(HttpContext context)
    {
        var body = await context.Request.BodyAsync(context.RequestAborted);
        return (credentials.Level2(context.Request, body), body);
    }

    private bool Passes(HttpContext context, ApiKey key, int cost)
    {
        var (passes, remaining, wait) = buckets.Take(key.Address, isCancel: false, cost);
        context.Response.Headers["Poly-RateLimit-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["Poly-RateLimit-Reset"] = (state.Now.ToUnixTimeSeconds() + 1).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["Poly-RateLimit-Tier"] = "Standard";
        if (!passes && state.Options.EnforceRateLimits)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait)).ToString(CultureInfo.InvariantCulture);
            return false;
        }

        return true;
    }

    private async Task<IResult?> LoseAnswerAsync(HttpContext context, string? fault)
    {
        switch (fault)
        {
            case "acceptThenReset":
                context.Abort();
                return Results.Empty;
            case "acceptThen500":
                return Answers.Error(500, "internal server error");
            case "acceptThenHang":
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, context.RequestAborted);
                return Results.Empty;
            default:
                return null;
        }
    }

    private IResult Answer(HttpContext context, OrderRefusal? refusal, BookOrder? order)
    {
        if (refusal is null)
        {
            return Answers.Json(Taken(order!));
        }

        if (refusal.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return Answers.Refusal(refusal);
    }

    private object Taken(BookOrder order)
    {
        lock (state.Gate)
        {
            var (shares, dollars) = (Wire.Text(order.Matched), Wire.Text(decimal.Round(order.Spent, 6)));
            var isMatched = order.Matched > 0m;
            return new
            {
                success = true,
                errorMsg = "",
                orderID = order.Id,
                status = isMatched ? "matched" : "live",
                makingAmount = !isMatched ? "" : order.Side == OrderSide.Buy ? dollars : shares,
                takingAmount = !isMatched ? "" : order.Side == OrderSide.Buy ? shares : dollars,
                tradeIDs = order.TradeIds.ToArray(),
                transactionsHashes = Array.Empty<string>(),
            };
        }
    }

    // In a batch the venue answers 200 and marks a refused order only by its text (error-codes page, 2026-08).
    private static object Refused(string text) => new
    {
        success = true,
        errorMsg = text,
        orderID = "",
        status = "",
        makingAmount = "",
        takingAmount = "",
        tradeIDs = Array.Empty<string>(),
        transactionsHashes = Array.Empty<string>(),
    };

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
