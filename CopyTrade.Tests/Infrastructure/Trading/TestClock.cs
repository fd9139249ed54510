namespace CopyTrade.Tests.Infrastructure.Trading;

/// <summary>Stands still until it is moved; timers run on real time.</summary>
internal sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.UtcTicks;

    public void Advance(double seconds) => _now = _now.AddSeconds(seconds);
}
