namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>At most so many requests in any window. Counts by slices and keeps one slice more than the window has, so it errs on the strict side.</summary>
internal sealed class SlidingWindow(int permits, TimeSpan window) : Limit
{
    private const int Slices = 20;
    private readonly int[] _counts = new int[Slices + 1];
    private readonly TimeSpan _slice = window / Slices;
    private long _current;
    private int _sum;

    public override TimeSpan Wait(TimeSpan now)
    {
        Advance(now);
        return _sum < permits ? TimeSpan.Zero : (_slice * (_current + 1)) - now;
    }

    /// <summary>Requests that still count.</summary>
    public int Used(TimeSpan now)
    {
        Advance(now);
        return _sum;
    }

    public override void Take(TimeSpan now)
    {
        Advance(now);
        _counts[_current % _counts.Length]++;
        _sum++;
    }

    private void Advance(TimeSpan now)
    {
        var slice = now.Ticks / _slice.Ticks;
        for (var n = Math.Min(slice - _current, _counts.Length); n > 0; n--)
        {
            var oldest = (slice - n + 1) % _counts.Length;
            _sum -= _counts[oldest];
            _counts[oldest] = 0;
        }

        _current = Math.Max(_current, slice);
    }
}
