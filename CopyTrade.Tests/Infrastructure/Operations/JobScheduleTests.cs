using CopyTrade.Infrastructure.Operations;
using Quartz;

namespace CopyTrade.Tests.Infrastructure.Operations;

/// <summary>F13: on the days on which clocks are put forward or back a job runs as often as on any other.</summary>
public sealed class JobScheduleTests
{
    [Theory]
    [InlineData("2026-03-28T12:00:00Z")]
    [InlineData("2026-10-24T12:00:00Z")]
    [InlineData("2026-03-07T12:00:00Z")]
    [InlineData("2026-10-31T12:00:00Z")]
    public void Firings_OverTheDayOfAChange_AreEquallyFarApart(string time)
    {
        var from = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

        // 02:30 is the hour that some places leave out and others have twice.
        Assert.All(Gaps(new JobSchedule.Daily(new(2, 30)), from, 3), gap => Assert.Equal(TimeSpan.FromHours(24), gap));
        Assert.All(Gaps(new JobSchedule.Every(TimeSpan.FromMinutes(15)), from, 200), gap => Assert.Equal(TimeSpan.FromMinutes(15), gap));
    }

    private static IEnumerable<TimeSpan> Gaps(JobSchedule schedule, DateTimeOffset from, int count)
    {
        var trigger = TriggerBuilder.Create().WithIdentity("a").ForJob("b").StartAt(from).WithSchedule(JobsModule.ScheduleOf(schedule)).Build();
        var before = trigger.GetFireTimeAfter(from)!.Value;
        for (var n = 0; n < count; n++)
        {
            var next = trigger.GetFireTimeAfter(before)!.Value;
            yield return next - before;
            before = next;
        }
    }
}
