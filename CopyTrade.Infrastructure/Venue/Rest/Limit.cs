namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>A budget of requests. Not thread-safe: the gate asks under its own lock. Times are spans since the gate began.</summary>
internal abstract class Limit
{
    /// <summary>How long until a request may pass; zero for now.</summary>
    public abstract TimeSpan Wait(TimeSpan now);

    /// <summary>Books one request.</summary>
    public abstract void Take(TimeSpan now);
}
