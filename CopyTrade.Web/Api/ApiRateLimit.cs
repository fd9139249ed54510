using System.Globalization;
using System.Threading.RateLimiting;
using CopyTrade.Web.Identity;
using Microsoft.AspNetCore.RateLimiting;

namespace CopyTrade.Web.Api;

/// <summary>So many calls a minute for each key, or for each address where no key is sent. How many keys one address may try is <see cref="KeyTries"/>' matter.</summary>
internal sealed class ApiRateLimit : IRateLimiterPolicy<string>
{
    public const string Name = "api";
    private const int PerMinute = 600;
    private const string Bearer = "Bearer ";

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = static async (rejected, ct) =>
    {
        rejected.HttpContext.Response.Headers.RetryAfter = "60";
        await ApiProblem.Of(StatusCodes.Status429TooManyRequests, ApiCode.RateLimited, "Too many requests: wait a minute.").ExecuteAsync(rejected.HttpContext);
    };

    public RateLimitPartition<string> GetPartition(HttpContext httpContext)
    {
        var place = ClientPlace.Of(httpContext);
        var key = httpContext.Request.Headers.Authorization.ToString();
        // The text of a key is never kept. Another header is no key, and would only be a way around the limit.
        var partition = key.Length < 200 && key.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? string.Create(CultureInfo.InvariantCulture, $"{place} {string.GetHashCode(key, StringComparison.Ordinal)}")
            : place;
        return RateLimitPartition.GetTokenBucketLimiter(partition, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = PerMinute,
            TokensPerPeriod = PerMinute / 60,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
    }
}
