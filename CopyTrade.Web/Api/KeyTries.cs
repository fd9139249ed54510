using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using CopyTrade.Infrastructure.Accounts.ApiKeys;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Web.Identity;
using Microsoft.Extensions.Caching.Memory;

namespace CopyTrade.Web.Api;

/// <summary>
/// Looking a key up costs a transaction, so from one address only so many are looked up in a minute that were never seen
/// to be right. One that was right passes, so that nobody's guessing shuts his neighbours out.
/// </summary>
internal sealed class KeyTries : IDisposable
{
    /// <summary>Keys never seen to be right, of one address in a minute.</summary>
    internal const int PerMinute = 120;

    private const string Bearer = "Bearer ";
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly MemoryCache _right = new(new MemoryCacheOptions { SizeLimit = 10_000 });
    private readonly PartitionedRateLimiter<string> _tries = PartitionedRateLimiter.Create<string, string>(place => RateLimitPartition.GetTokenBucketLimiter(place, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = PerMinute,
        TokensPerPeriod = PerMinute / 60,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    }));

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        string? header = http.Request.Headers.Authorization;
        if (header?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) != true)
        {
            await next(http);
            return;
        }

        // The hash alone is kept: the text opens accounts.
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(header)));
        if (!_right.TryGetValue(key, out _) && !MayTry(http))
        {
            http.Response.Headers.RetryAfter = "60";
            await ApiProblem.Of(StatusCodes.Status429TooManyRequests, ApiCode.RateLimited, "Too many keys that are not known here came from your address: check the key, and wait a minute.").ExecuteAsync(http);
            return;
        }

        await next(http);
        if (http.User.Identities.Any(identity => identity is { IsAuthenticated: true, AuthenticationType: ApiKeyAuthenticationHandler.Scheme or AlertSenderHandler.Scheme })) _right.Set(key, true, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Kept });
        else if (http.Response.StatusCode == StatusCodes.Status401Unauthorized) _right.Remove(key);
    }

    public void Dispose()
    {
        _right.Dispose();
        _tries.Dispose();
    }

    private bool MayTry(HttpContext http)
    {
        using var lease = _tries.AttemptAcquire(ClientPlace.Of(http));
        return lease.IsAcquired;
    }
}
