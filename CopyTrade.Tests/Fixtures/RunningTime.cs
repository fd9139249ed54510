namespace CopyTrade.Tests.Fixtures;

/// <summary>A stopwatch that does not count time in which the machine stood still: it looks 20 times a second, and a look counts one second at most.</summary>
internal sealed class RunningTime : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _watching;
    private long _ticks;

    public RunningTime()
    {
        // A thread of its own: a pool that is busy is no standstill.
        _watching = new Thread(Watch) { IsBackground = true };
        _watching.Start();
    }

    public TimeSpan Elapsed => new(Interlocked.Read(ref _ticks));

    public void Dispose()
    {
        _stop.Set();
        _watching.Join();
        _stop.Dispose();
    }

    private void Watch()
    {
        var last = TimeProvider.System.GetTimestamp();
        while (!_stop.Wait(Look))
        {
            var now = TimeProvider.System.GetTimestamp();
            Interlocked.Add(ref _ticks, Math.Min(TimeProvider.System.GetElapsedTime(last, now).Ticks, Most.Ticks));
            last = now;
        }
    }
}
