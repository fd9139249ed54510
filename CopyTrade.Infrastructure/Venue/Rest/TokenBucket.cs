namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>A steady rate with room for a burst, as the venue keeps for each signer.</summary>
internal sealed class TokenBucket(int perSecond, int burst) : Limit
{
    private decimal _tokens = burst;
    private TimeSpan _at;

    public override TimeSpan Wait(TimeSpan now)
    {
        Refill(now);
        return _tokens >= 1m ? TimeSpan.Zero : TimeSpan.FromTicks((long)decimal.Ceiling((1m - _tokens) / perSecond * TimeSpan.TicksPerSecond));
    }

    public override void Take(TimeSpan now)
    {
        Refill(now);
        _tokens -= 1m;
    }

    private void Refill(TimeSpan now)
    {
        if (now <= _at) return;
        _tokens = Math.Min(burst, _tokens + ((decimal)(now - _at).Ticks / TimeSpan.TicksPerSecond * perSecond));
        _at = now;
    }
}
