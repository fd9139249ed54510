using CopyTrade.Simulator.Faults;
using Microsoft.AspNetCore.Http;

namespace CopyTrade.Simulator.Rest;

/// <summary>What every REST request passes first: arrival time, switched-on refusals, rate limits, service time.</summary>
internal sealed class RequestGate(TimeProvider clock, bool enforceLimits, FaultBoard faults, TimeSpan serviceTime)
{
    private const string ArrivalKey = "arrival";
    private readonly RateLimits _limits = new(clock);
    private long _requests;
    private long _serviceTicks = serviceTime.Ticks;

    public TimeSpan ServiceTime
    {
        get => new(Interlocked.Read(ref _serviceTicks));
        set => Interlocked.Exchange(ref _serviceTicks, value.Ticks);
    }

    /// <summary>Venue requests that came in since the start; control requests are not among them.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Told of every order that is refused before it is looked at.</summary>
    public Func<HttpContext, string, Task>? OrderTurnedAway { get; set; }

    public static DateTimeOffset ArrivalOf(HttpContext context) => (DateTimeOffset)context.Items[ArrivalKey]!;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var arrival = clock.GetUtcNow();
        context.Items[ArrivalKey] = arrival;
        // To the second; the server's own is kept by a timer, and up to a second late.
        context.Response.Headers.Date = arrival.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        var path = context.Request.Path.Value ?? "";
        if (!IsVenueRest(path))
        {
            await next(context);
            return;
        }

        Interlocked.Increment(ref _requests);
        if (faults.TakeTooMany(path) is { } tooMany)
        {
            if (tooMany.Status == 429) await RefuseAsync(context, 429, "Too Many Requests", tooMany.RetryAfterSeconds);
            else await RefuseAsync(context, tooMany.Status, "Internal Server Error", null);
        }
        else if (faults.TooEarly is not null && NeedsTheEngine(context))
        {
            await RefuseAsync(context, 425, "the matching engine is restarting", null);
        }
        else if (enforceLimits && !_limits.Allows(context.Request.Method, path))
        {
            await RefuseAsync(context, 429, "Too Many Requests", 1);
        }
        else
        {
            if (!IsOrderPost(context))
            {
                await DelayAsync(context.RequestAborted);
            }

            await next(context);
        }
    }

    /// <summary>An order is matched on arrival; its answer is what waits.</summary>
    public Task DelayAsync(CancellationToken ct) => ServiceTime > TimeSpan.Zero ? Task.Delay(ServiceTime, clock, ct) : Task.CompletedTask;

    private static bool NeedsTheEngine(HttpContext context) =>
        IsOrderPost(context) || (HttpMethods.IsDelete(context.Request.Method) && context.Request.Path.Value is ("/clob/order" or "/clob/orders" or "/clob/cancel-all" or "/clob/cancel-market-orders"));

    private static bool IsOrderPost(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value is ("/clob/order" or "/clob/orders");

    private static bool IsVenueRest(string path) =>
        path.StartsWith("/clob", StringComparison.Ordinal) || path.StartsWith("/data", StringComparison.Ordinal) || path.StartsWith("/gamma", StringComparison.Ordinal);

    private async Task RefuseAsync(HttpContext context, int status, string text, int? retryAfterSeconds)
    {
        if (retryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (IsOrderPost(context) && OrderTurnedAway is { } record)
        {
            await record(context, text);
        }

        await Answers.Error(status, text).ExecuteAsync(context);
    }
}
