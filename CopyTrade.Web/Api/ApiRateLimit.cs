using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace CopyTrade.Web.Api;

/// <summary>So many calls a minute for each key, or for each address where no key is sent.</summary>
internal sealed class ApiRateLimit : IRateLimiterPolicy<string>
{
    public const string Name = "api";
    private const int PerMinute = 600;

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = static async (rejected, ct) =>
    {
        rejected.HttpContext.Response.Headers.RetryAfter = "60";
        await ApiProblem.Of(StatusCodes.Status429TooManyRequests, ApiCode.RateLimited, "Too many requests: wait a minute.").ExecuteAsync(rejected.HttpContext);
    };

    public RateLimitPartition<string> GetPartition(HttpContext httpContext)
    {
        // A wrong key shares the address's budget with all other wrong keys only until it is refused; its text is never kept.
        var address = httpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        var key = httpContext.Request.Headers.Authorization.ToString();
        var partition = key.Length is > 0 and < 200 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{address} {string.GetHashCode(key, StringComparison.Ordinal)}") : address;
        return RateLimitPartition.GetTokenBucketLimiter(partition, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = PerMinute,
            TokensPerPeriod = PerMinute / 60,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
    }
}
