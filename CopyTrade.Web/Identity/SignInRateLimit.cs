using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CopyTrade.Web.Identity;

/// <summary>So many posts a minute from one address to pages that check passwords or codes. Reading them is free.</summary>
public sealed class SignInRateLimit(IOptions<SignInSettings> settings) : IRateLimiterPolicy<string>
{
    public const string Name = "sign-in";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = static async (rejected, ct) =>
    {
        var response = rejected.HttpContext.Response;
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = ((int)Window.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(
            """<!DOCTYPE html><html lang="en"><title>Too many attempts</title><link rel="stylesheet" href="/tokens.css"><link rel="stylesheet" href="/app.css"><main class="sign"><div class="sign-card"><h1>Too many attempts</h1><p>There were too many from your address in the last minute. Wait a minute, then go back and try again.</p></div></main></html>""", ct);
    };

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => HttpMethods.IsPost(httpContext.Request.Method)
        ? RateLimitPartition.GetFixedWindowLimiter(
            ClientPlace.Of(httpContext),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = settings.Value.AttemptsPerMinute, Window = Window, QueueLimit = 0 })
        : RateLimitPartition.GetNoLimiter("reading");
}
