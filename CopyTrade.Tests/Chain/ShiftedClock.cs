namespace CopyTrade.Tests.Chain;

/// <summary>The system's clock, moved forward: timers run as usual.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public void Advance(TimeSpan span) => _ahead += span;
}
