using CopyTrade.Domain.Notifications;

namespace CopyTrade.Tests.Domain.Notifications;

public sealed class DeliveryPlannerTests
{
    private static readonly QuietHours Night = new("Europe/Berlin", new TimeOnly(22, 0), new TimeOnly(7, 0), true);
    private static readonly IReadOnlySet<NotificationKind> All = NotificationKinds.Chosen.ToHashSet();

    [Theory]
    [InlineData("2026-01-15T20:59:00Z", null)]                       // 21:59 in Berlin
    [InlineData("2026-01-15T21:00:00Z", "2026-01-16T06:00:00Z")]     // 22:00, till 07:00
    [InlineData("2026-01-16T05:59:59Z", "2026-01-16T06:00:00Z")]
    [InlineData("2026-01-16T06:00:00Z", null)]
    [InlineData("2026-07-15T20:00:00Z", "2026-07-16T05:00:00Z")]     // in summer time
    [InlineData("2026-03-28T23:30:00Z", "2026-03-29T05:00:00Z")]     // the night in which an hour is missing
    [InlineData("2026-10-24T23:30:00Z", "2026-10-25T06:00:00Z")]     // the night with one more
    public void EndOf_InTheUsersZone_FollowsItsClock(string now, string? end) => Assert.Equal(end is null ? null : At(end), Night.EndOf(At(now)));

    [Fact]
    public void EndOf_EndInTheHourThatIsMissing_EndsAfterTheSkip() =>
        Assert.Equal(At("2026-03-29T01:00:00Z"), (Night with { To = new TimeOnly(2, 30) }).EndOf(At("2026-03-29T00:30:00Z")));

    [Fact]
    public void EndOf_ZoneThatNobodyKnows_CountsAsUtc()
    {
        Assert.Equal(At("2026-01-16T07:00:00Z"), (Night with { Zone = "Mars/Olympus" }).EndOf(At("2026-01-15T23:00:00Z")));
        Assert.False(QuietHours.IsZone("Mars/Olympus"));
        Assert.True(QuietHours.IsZone("Asia/Tokyo"));
        Assert.Null(QuietHours.None.EndOf(At("2026-01-15T23:00:00Z")));
    }

    [Fact]
    public void Plan_KindThatIsNotTold_IsNothing() => Assert.Null(Plan(NotificationKind.CopyPlaced, told: NotificationKinds.Default));

    [Fact]
    public void Plan_InQuietHours_WaitsTogetherAndLetsTheCriticalPass()
    {
        var night = At("2026-01-15T23:00:00Z");
        var end = At("2026-01-16T06:00:00Z");

        Assert.Equal(new DeliveryPlan("until:20260116T0600", end), Plan(NotificationKind.RuleFired, quiet: Night, now: night));
        Assert.Equal(night, Plan(NotificationKind.OrderUnknown, quiet: Night, now: night)!.Due);
        Assert.Equal(end, Plan(NotificationKind.OrderUnknown, quiet: Night with { CriticalPasses = false }, now: night)!.Due);
        Assert.Equal(night, Plan(NotificationKind.Test, quiet: Night, now: night)!.Due);
    }

    [Fact]
    public void Plan_Digest_CollectsAllButTheCritical()
    {
        var now = At("2026-01-15T10:20:00Z");

        Assert.Equal(new DeliveryPlan("until:20260115T1100", At("2026-01-15T11:00:00Z")), Plan(NotificationKind.RuleSold, DigestMode.Hourly, now: now));
        Assert.Equal(At("2026-01-16T07:00:00Z"), Plan(NotificationKind.RuleSold, DigestMode.Daily, Night, now: now)!.Due);
        Assert.Equal(now, Plan(NotificationKind.HaltSet, DigestMode.Daily, now: now)!.Due);
        // An hour's digest that falls into the night comes in the morning.
        Assert.Equal(At("2026-01-16T06:00:00Z"), Plan(NotificationKind.RuleSold, DigestMode.Hourly, Night, now: At("2026-01-15T20:30:00Z"))!.Due);
    }

    [Fact]
    public void Plan_MoreThanAChannelBears_TravelsTogether()
    {
        var now = At("2026-01-15T10:20:30Z");

        Assert.StartsWith("one:", Plan(NotificationKind.RuleFired, load: (DeliveryPlanner.MostInAMinute - 1, 0), now: now)!.Slot, StringComparison.Ordinal);
        Assert.Equal(new DeliveryPlan("until:20260115T1021", At("2026-01-15T10:21:00Z")), Plan(NotificationKind.RuleFired, load: (DeliveryPlanner.MostInAMinute, 0), now: now));
        Assert.Equal("backlog", Plan(NotificationKind.RuleFired, load: (0, DeliveryPlanner.MostWaiting), now: now)!.Slot);
        Assert.Equal(DeliveryPlanner.Full, Plan(NotificationKind.OrderUnknown, load: (0, DeliveryPlanner.MostEver), now: now)!.Slot);
    }

    [Fact]
    public void Kinds_EachHasWordsAndASeverity() =>
        Assert.All(Enum.GetValues<NotificationKind>(), kind => Assert.True(NotificationKinds.WordsOf(kind).Length > 3 && Enum.IsDefined(NotificationKinds.SeverityOf(kind))));

    private static DeliveryPlan? Plan(NotificationKind kind, DigestMode digest = DigestMode.None, QuietHours? quiet = null, IReadOnlySet<NotificationKind>? told = null, (int, int) load = default, DateTimeOffset? now = null)
    {
        var at = now ?? At("2026-01-15T10:20:00Z");
        return DeliveryPlanner.Plan(told ?? All, digest, quiet ?? QuietHours.None, new(Guid.Empty, kind, NotificationKinds.SeverityOf(kind), "t", "", null, null, at, at), load, at);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
