using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Simulation;

/// <summary>How long a real order takes to the venue, measured where real orders are sent. Thread-safe.</summary>
public sealed class PaperLatency(IOptions<PaperOptions> options)
{
    private const int Kept = 101;
    private static readonly TimeSpan Assumed = TimeSpan.FromMilliseconds(150);
    private readonly Queue<TimeSpan> _recent = new();

    /// <summary>The setting, else the median of the last hundred real orders of this process, else 150 ms.</summary>
    public TimeSpan Current
    {
        get
        {
            if (options.Value.LatencyMilliseconds is { } set) return TimeSpan.FromMilliseconds(set);
            lock (_recent) return _recent.Count == 0 ? Assumed : _recent.Order().ElementAt(_recent.Count / 2);
        }
    }

    /// <summary>A real order was answered after this long.</summary>
    public void Observe(TimeSpan took)
    {
        lock (_recent)
        {
            _recent.Enqueue(took);
            if (_recent.Count > Kept) _recent.Dequeue();
        }
    }
}
