using System.Diagnostics.Metrics;
using CopyTrade.Domain.Operations;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>Keeps loops running: whatever a round throws is logged, counted and shown, and five seconds later at most the next one begins.</summary>
public sealed partial class LoopSupervisor(TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(1);
    private static readonly Meter Meter = new("CopyTrade.Operations.Loops");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("copytrade_loop_failures_total");

    private readonly Lock _gate = new();
    private readonly List<LoopState> _states = [];

    public IReadOnlyList<LoopState> Loops
    {
        get
        {
            lock (_gate) return [.. _states];
        }
    }

    /// <summary>Again and again until cancelled.</summary>
    /// <param name="name">What health pages and the log call it.</param>
    /// <param name="once">One round.</param>
    /// <param name="ct">Ends the loop.</param>
    /// <param name="failed">Hears of each failure and how often in a row it was.</param>
    /// <param name="pause">Asked after each round that went well; a loop that waits within its round needs none.</param>
    public async Task RunAsync(string name, Func<CancellationToken, Task> once, CancellationToken ct, Action<Exception, int>? failed = null, Func<TimeSpan>? pause = null)
    {
        // Not on the caller's thread: what a first round throws must not reach the start of the host.
        await Task.Yield();
        Set(name, state => state);
        while (!ct.IsCancellationRequested)
        {
            var failures = 0;
            try
            {
                var began = clock.GetTimestamp();
                await once(ct);
                Set(name, state => state.FailuresInARow == 0 ? state : state with { FailuresInARow = 0 });
                // A loop that ends at once, such as a stream without source, must not spin.
                var rest = pause?.Invoke() ?? TimeSpan.Zero;
                if (rest < Breath && clock.GetElapsedTime(began) < Breath) rest = Breath;
                if (rest > TimeSpan.Zero) await Task.Delay(rest, clock, ct);
                continue;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                failures = Note(name, e);
                Tell(failed, name, e, failures);
            }

            await Task.Delay(LoopPause.After(failures), clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The alarm of loops that keep themselves running: counts a failure by the loop's name.</summary>
    public static void Count(string loop) => Failures.Add(1, new KeyValuePair<string, object?>("loop", loop));

    // Who only listens must not end what it listens to.
    private void Tell(Action<Exception, int>? failed, string name, Exception failure, int failures)
    {
        try
        {
            failed?.Invoke(failure, failures);
        }
        catch (Exception e)
        {
            Log.ListenerFailed(logger, name, e);
        }
    }

    private int Note(string name, Exception exception)
    {
        var state = Set(name, state => state with { FailuresInARow = state.FailuresInARow + 1, LastFailureAt = clock.GetUtcNow(), Problem = exception.Message });
        Count(name);
        Log.LoopFailed(logger, name, state.FailuresInARow, LoopPause.After(state.FailuresInARow), exception);
        return state.FailuresInARow;
    }

    private LoopState Set(string name, Func<LoopState, LoopState> change)
    {
        lock (_gate)
        {
            var at = _states.FindIndex(state => state.Name == name);
            if (at < 0)
            {
                at = _states.Count;
                _states.Add(new(name, 0, null, null));
            }

            return _states[at] = change(_states[at]);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 8021, EventName = "loop.failed", Level = LogLevel.Error, Message = "The {Loop} failed, {Failures} in a row; again in {Pause}.")]
        public static partial void LoopFailed(ILogger logger, string loop, int failures, TimeSpan pause, Exception exception);

        [LoggerMessage(EventId = 8022, Level = LogLevel.Error, Message = "Whoever hears of failures of the {Loop} failed.")]
        public static partial void ListenerFailed(ILogger logger, string loop, Exception exception);
    }
}
