using System.Diagnostics;
using System.Text.RegularExpressions;
using CopyTrade.Infrastructure.Operations;

namespace CopyTrade.Web.Hosting;

/// <summary>One line for each request that changed something, failed or was slow. Never the query, headers or body: they may hold what must not be kept.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    /// <summary>The caller's own id for what it does, or ours; in the answer, and in every line of the request (R4.23).</summary>
    public const string CorrelationHeader = "X-Correlation-Id";

    private const double SlowMilliseconds = 1000;

    public async Task InvokeAsync(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        // A stranger's text goes into the log only in this form.
        var id = http.Request.Headers[CorrelationHeader].ToString() is { Length: > 0 } given && IdForm().IsMatch(given) ? given : Guid.CreateVersion7().ToString("N");
        // Late: what handles an exception begins the answer anew, and the caller needs the id then most of all.
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[CorrelationHeader] = id;
            return Task.CompletedTask;
        });
        using var trail = Correlation.Begin(logger, id);
        try
        {
            await next(http);
        }
        finally
        {
            Report(http, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();

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
        [LoggerMessage(EventId = 7301, EventName = "http.request", Level = LogLevel.Information, Message = "{Method} {Route} answered {Status} in {ElapsedMs:0.0} ms.")]
        public static partial void Handled(ILogger logger, string method, string route, int status, double elapsedMs);

        [LoggerMessage(EventId = 7302, EventName = "http.slow", Level = LogLevel.Warning, Message = "{Method} {Route} answered {Status} after {ElapsedMs:0} ms.")]
        public static partial void Slow(ILogger logger, string method, string route, int status, double elapsedMs);

        [LoggerMessage(EventId = 7303, EventName = "http.failed", Level = LogLevel.Error, Message = "{Method} {Route} failed with {Status} after {ElapsedMs:0.0} ms.")]
        public static partial void Failed(ILogger logger, string method, string route, int status, double elapsedMs);
    }
}
