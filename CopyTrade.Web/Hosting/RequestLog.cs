using System.Diagnostics;

namespace CopyTrade.Web.Hosting;

/// <summary>One line for each request that changed something, failed or was slow. Never the query, headers or body: they may hold what must not be kept.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    private const double SlowMilliseconds = 1000;

    public async Task InvokeAsync(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            Report(http, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private void Report(HttpContext http, double elapsed)
    {
        var (method, status) = (http.Request.Method, http.Response.StatusCode);
        // The route, not the path: an unknown path is a stranger's text.
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
        if (status >= 500) Log.Failed(logger, method, route, status, elapsed);
        else if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsConnect(method) || http.WebSockets.IsWebSocketRequest || route.StartsWith("/_", StringComparison.Ordinal))
        {
            if (elapsed > SlowMilliseconds && !http.WebSockets.IsWebSocketRequest && !route.StartsWith("/_", StringComparison.Ordinal)) Log.Slow(logger, method, route, status, elapsed);
        }
        else Log.Handled(logger, method, route, status, elapsed);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7001, EventName = "http.request", Level = LogLevel.Information, Message = "{Method} {Route} answered {Status} in {ElapsedMs:0.0} ms.")]
        public static partial void Handled(ILogger logger, string method, string route, int status, double elapsedMs);

        [LoggerMessage(EventId = 7002, EventName = "http.slow", Level = LogLevel.Warning, Message = "{Method} {Route} answered {Status} after {ElapsedMs:0} ms.")]
        public static partial void Slow(ILogger logger, string method, string route, int status, double elapsedMs);

        [LoggerMessage(EventId = 7003, EventName = "http.failed", Level = LogLevel.Error, Message = "{Method} {Route} failed with {Status} after {ElapsedMs:0.0} ms.")]
        public static partial void Failed(ILogger logger, string method, string route, int status, double elapsedMs);
    }
}
