namespace CopyTrade.Tests.Faults;

/// <summary>The machine's clock, wrong by an offset that jumps; timers and time stamps are monotonic and know nothing of it.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private long _offset;

    public TimeSpan Offset
    {
        get => new(Volatile.Read(ref _offset));
        set => Volatile.Write(ref _offset, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
}
