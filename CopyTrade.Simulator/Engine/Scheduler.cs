using Microsoft.Extensions.Logging;

namespace CopyTrade.Simulator.Engine;

/// <summary>Runs the venue's timed work in order of time, under the venue's one lock, by the given clock.</summary>
internal sealed partial class Scheduler : IDisposable
{
    // A timer takes no longer waits than some weeks.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Sequence)> _queue = new();
    private readonly TimeProvider _clock;
    private readonly Lock _gate;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private long _sequence;
    private bool _disposed;

    public Scheduler(TimeProvider clock, Lock gate, ILogger logger)
    {
        (_clock, _gate, _logger) = (clock, gate, logger);
        _timer = clock.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void After(TimeSpan delay, Action work) => At(_clock.GetUtcNow() + delay, work);

    public void At(DateTimeOffset due, Action work)
    {
        lock (_gate)
        {
            _queue.Enqueue(work, (due, _sequence++));
            Arm();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _queue.Clear();
        }

        _timer.Dispose();
    }

    private void RunDue()
    {
        lock (_gate)
        {
            while (!_disposed && _queue.TryPeek(out var work, out var at) && at.Due <= _clock.GetUtcNow())
            {
                _queue.Dequeue();
                try
                {
                    work();
                }
                catch (Exception failure)
                {
                    Log.WorkFailed(_logger, failure);
                }
            }

            Arm();
        }
    }

    private void Arm()
    {
        if (_disposed || !_queue.TryPeek(out _, out var at))
        {
            return;
        }

        var wait = at.Due - _clock.GetUtcNow();
        _timer.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait + TimeSpan.FromMilliseconds(1) : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 9001, Level = LogLevel.Error, Message = "Timed work of the demo venue failed.")]
        public static partial void WorkFailed(ILogger logger, Exception failure);
    }
}
