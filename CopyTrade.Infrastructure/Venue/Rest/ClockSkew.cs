using System.Diagnostics.Metrics;
using System.Globalization;
using CopyTrade.Domain.Operations;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>
/// How far this machine's clock is from the venue's, by the dates of its answers. Orders are signed with our time and
/// trades are dated with the venue's: more than a second apart is an alarm (feed "clock"). Thread-safe.
/// </summary>
internal sealed partial class ClockSkew(IFeedMonitor feeds, TimeProvider clock, ILogger<ClockSkew> logger)
{
    public const string Feed = "clock";
    private const int Kept = 16;
    private const int Least = 4;
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);
    private static readonly Meter Meter = new("CopyTrade.Venue.Clock");
    private static readonly Gauge<double> Seconds = Meter.CreateGauge<double>("copytrade_clock_skew_seconds", "s");

    private readonly Lock _gate = new();
    private readonly Queue<(TimeSpan Least, TimeSpan Most)> _bounds = new();
    private (DateTimeOffset Time, long Stamp)? _last;
    private bool _isWrong;

    /// <summary>An answer came. Its date is a whole second, and the venue wrote it between our two moments: that bounds the difference from both sides.</summary>
    public void Heard(DateTimeOffset sent, DateTimeOffset received, DateTimeOffset date)
    {
        TimeSpan skew;
        bool isWrong, isNews;
        lock (_gate)
        {
            if (HasStepped(received) || received < sent) _bounds.Clear();
            if (received < sent) return;
            _bounds.Enqueue((sent - date - Second, received - date));
            if (_bounds.Count > Kept) _bounds.Dequeue();
            if (_bounds.Count < Least) return;
            skew = Skew();
            isWrong = skew.Duration() > Tolerance;
            isNews = isWrong != _isWrong;
            _isWrong = isWrong;
        }

        Seconds.Record(skew.TotalSeconds);
        if (isWrong) feeds.Report(Feed, FeedCondition.Stale, Sentence(skew));
        if (!isNews) return;
        if (!isWrong) feeds.Report(Feed, FeedCondition.Fresh, null);
        if (isWrong) Log.Wrong(logger, skew.TotalSeconds);
        else Log.Right(logger);
    }

    // The second of each side, so that a single odd answer raises no alarm. Zero when both are possible.
    private TimeSpan Skew()
    {
        var (least, most) = (_bounds.Select(bound => bound.Least).OrderDescending().ElementAt(1), _bounds.Select(bound => bound.Most).Order().ElementAt(1));
        return least > TimeSpan.Zero ? least : most < TimeSpan.Zero ? most : TimeSpan.Zero;
    }

    // What was measured before the clock was set is of another clock.
    private bool HasStepped(DateTimeOffset now)
    {
        var stamp = clock.GetTimestamp();
        var hasStepped = _last is { } last && (now - last.Time - clock.GetElapsedTime(last.Stamp, stamp)).Duration() > Step;
        _last = (now, stamp);
        return hasStepped;
    }

    private static string Sentence(TimeSpan skew) => string.Create(CultureInfo.InvariantCulture,
        $"This machine's clock is {skew.Duration().TotalSeconds:0.#} s {(skew > TimeSpan.Zero ? "ahead of" : "behind")} the venue's: set it by NTP, because the venue refuses orders signed at the wrong time.");

    private static partial class Log
    {
        [LoggerMessage(EventId = 3141, Level = LogLevel.Error, Message = "This machine's clock is {Seconds:0.0} s away from the venue's: set it by NTP.")]
        public static partial void Wrong(ILogger logger, double seconds);

        [LoggerMessage(EventId = 3142, Level = LogLevel.Information, Message = "This machine's clock agrees with the venue's again.")]
        public static partial void Right(ILogger logger);
    }
}
