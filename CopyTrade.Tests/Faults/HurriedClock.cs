namespace CopyTrade.Tests.Faults;

/// <summary>The right time, and every wait of the engine ten times shorter than it asked for.</summary>
internal sealed class HurriedClock : TimeProvider
{
    public const int Factor = 10;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period)));

    private static TimeSpan Shorter(TimeSpan wait) => wait > TimeSpan.Zero ? wait / Factor : wait;

    private sealed class Timer(ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Shorter(dueTime), Shorter(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
