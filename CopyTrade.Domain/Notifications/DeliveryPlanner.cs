using System.Globalization;

namespace CopyTrade.Domain.Notifications;

/// <summary>When a channel tells what (R4.33). Pure: the same facts give the same plan.</summary>
public static class DeliveryPlanner
{
    /// <summary>Messages of their own that a channel sends in a minute; what comes beyond travels together at the next full minute.</summary>
    public const int MostInAMinute = 10;

    /// <summary>Messages that wait for a channel; beyond, notifications join one message that is sent when the backlog is.</summary>
    public const int MostWaiting = 50;

    /// <summary>No further message is made beyond: what comes is counted in the last one that waits, and shown by the bell.</summary>
    public const int MostEver = 2 * MostWaiting;

    /// <summary>The slot of what is only counted.</summary>
    public const string Full = "full";

    /// <summary>Notifications in one message; what comes beyond is counted in it and shown by the bell only.</summary>
    public const int MostTogether = 100;

    private static readonly TimeOnly DigestTime = new(8, 0);

    /// <summary>Null when the channel does not tell this.</summary>
    /// <param name="told">The channel's row of the matrix.</param>
    /// <param name="digest">Of the channel.</param>
    /// <param name="quiet">Of the user.</param>
    /// <param name="notification">What happened.</param>
    /// <param name="load">Messages that the channel was given within the last minute, and those that wait.</param>
    /// <param name="now">UTC.</param>
    public static DeliveryPlan? Plan(IReadOnlySet<NotificationKind> told, DigestMode digest, QuietHours quiet, Notification notification, (int LastMinute, int Waiting) load, DateTimeOffset now)
    {
        if (notification.Kind == NotificationKind.Test) return new DeliveryPlan("one:" + notification.Id, now);
        if (!told.Contains(notification.Kind)) return null;
        var isCritical = notification.Severity == NotificationSeverity.Critical;
        var due = isCritical ? null : Digest(digest, quiet, now);
        if (!(isCritical && quiet.CriticalPasses) && quiet.EndOf(due ?? now) is { } end) due = end;
        if (load.Waiting >= MostEver) return new DeliveryPlan(Full, now);
        if (due is { } later) return new DeliveryPlan("until:" + Stamp(later), later);
        if (load.Waiting >= MostWaiting) return new DeliveryPlan("backlog", now);
        if (load.LastMinute < MostInAMinute) return new DeliveryPlan("one:" + notification.Id, now);
        var minute = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
        return new DeliveryPlan("until:" + Stamp(minute), minute);
    }

    private static DateTimeOffset? Digest(DigestMode digest, QuietHours quiet, DateTimeOffset now) => digest switch
    {
        DigestMode.Hourly => new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(1),
        DigestMode.Daily => quiet.Next(now, DigestTime),
        _ => null,
    };

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture);
}
