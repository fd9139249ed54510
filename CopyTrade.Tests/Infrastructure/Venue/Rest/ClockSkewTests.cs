using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Venue.Rest;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Venue.Rest;

/// <summary>F13: more than a second between our clock and the venue's is an alarm, by dates that are whole seconds.</summary>
public sealed class ClockSkewTests
{
    private readonly ManualClock _clock = new();
    private readonly FeedMonitor _feeds;
    private readonly ClockSkew _skew;

    public ClockSkewTests()
    {
        _feeds = new FeedMonitor(_clock);
        _skew = new ClockSkew(_feeds, _clock, NullLogger<ClockSkew>.Instance);
    }

    [Theory, InlineData(0, false), InlineData(0.9, false), InlineData(-0.9, false), InlineData(1.5, true), InlineData(-1.5, true), InlineData(3600, true), InlineData(-3600, true)]
    public void Clock_OffByThis_IsAnAlarmBeyondASecond(double seconds, bool isAlarm)
    {
        HearMany(TimeSpan.FromSeconds(seconds));

        Assert.Equal(isAlarm, _feeds.Snapshot().Any(feed => feed is { Name: ClockSkew.Feed, State: FeedCondition.Stale }));
        if (isAlarm) Assert.Contains(seconds > 0 ? "ahead of" : "behind", _feeds.Snapshot().Single().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Clock_SetRight_EndsTheAlarm()
    {
        HearMany(TimeSpan.FromMinutes(1));
        HearMany(TimeSpan.Zero);

        Assert.Equal(FeedCondition.Fresh, Assert.Single(_feeds.Snapshot()).State);
    }

    // Our moments are wrong by the offset; the venue's date is right, cut to the second. Answers take 40 ms, and come at odd moments.
    private void HearMany(TimeSpan offset)
    {
        for (var n = 0; n < 40; n++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(370));
            var now = _clock.GetUtcNow();
            var date = DateTimeOffset.FromUnixTimeSeconds((now + TimeSpan.FromMilliseconds(20)).ToUnixTimeSeconds());
            _skew.Heard(now + offset, now + offset + TimeSpan.FromMilliseconds(40), date);
        }
    }
}
