namespace CopyTrade.Simulator.Rest;

/// <summary>Token buckets of the Standard tier: 40 orders and 80 cancels a second, bursts of 60 and 120.</summary>
internal sealed class SignerBuckets(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (decimal Tokens, DateTimeOffset At)> _buckets = [];

    public (bool Passes, int Remaining, decimal WaitSeconds) Take(string signer, bool isCancel, int cost)
    {
        var (rate, burst) = isCancel ? (80m, 120m) : (40m, 60m);
        var key = signer + isCancel;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var (tokens, at) = _buckets.GetValueOrDefault(key, (burst, now));
            tokens = Math.Min(burst, tokens + ((decimal)Math.Max(0, (now - at).TotalSeconds) * rate));
            var passes = tokens >= cost;
            tokens -= passes ? cost : 0;
            _buckets[key] = (tokens, now);
            return (passes, (int)tokens, passes ? 0m : Math.Max(0m, (cost - tokens) / rate));
        }
    }
}
