namespace CopyTrade.Infrastructure.Observation;

/// <summary>Whether everybody's trades can be had, and up to when they were read. Thread-safe.</summary>
internal sealed class GlobalFeed(TimeProvider clock)
{
    private const int FailuresUntilNotOffered = 3;
    private static readonly TimeSpan NotOfferedFor = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();
    private DateTimeOffset? _readTo;
    private long? _refusedAt;
    private int _failures;

    public bool IsOffered
    {
        get
        {
            lock (_gate) return _refusedAt is not { } at || clock.GetElapsedTime(at) >= NotOfferedFor;
        }
    }

    /// <summary>Null before the first success. Never later than now: after the machine's clock was set back, what was read "then" is still to come.</summary>
    public DateTimeOffset? ReadTo
    {
        get
        {
            var now = clock.GetUtcNow();
            lock (_gate) return _readTo > now ? now : _readTo;
        }
    }

    public void Read(DateTimeOffset to)
    {
        var now = clock.GetUtcNow();
        lock (_gate) (_readTo, _failures) = (_readTo is { } known && known > to && known <= now ? known : to, 0);
    }

    /// <summary>True when this failure was one too many: wallets are asked one by one for a while.</summary>
    public bool Failed()
    {
        lock (_gate)
        {
            if (++_failures < FailuresUntilNotOffered) return false;
            // After the pause a single failure is enough.
            (_failures, _refusedAt) = (FailuresUntilNotOffered - 1, clock.GetTimestamp());
            return true;
        }
    }
}
