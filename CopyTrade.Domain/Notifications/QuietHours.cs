namespace CopyTrade.Domain.Notifications;

/// <summary>When nobody wants to be woken.</summary>
/// <param name="Zone">IANA name of the user's time zone, such as <c>Europe/Berlin</c>.</param>
/// <param name="From">Beginning in the user's time; null: never quiet.</param>
/// <param name="To">End in the user's time, the next day when it is before <paramref name="From"/>.</param>
/// <param name="CriticalPasses">Critical notifications come at once all the same.</param>
public sealed record QuietHours(string Zone, TimeOnly? From, TimeOnly? To, bool CriticalPasses)
{
    /// <summary>UTC, never quiet.</summary>
    public static QuietHours None { get; } = new("UTC", null, null, true);

    /// <summary>When the quiet time that <paramref name="now"/> lies in ends; null outside of it. A time that the clocks skip ends with the skip.</summary>
    /// <param name="now">UTC.</param>
    public DateTimeOffset? EndOf(DateTimeOffset now)
    {
        if (From is not { } from || To is not { } to || from == to) return null;
        var zone = ZoneOf();
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (!time.IsBetween(from, to)) return null;
        return Next(now, to);
    }

    /// <summary>The next moment after <paramref name="now"/> at which the user's clock shows <paramref name="time"/>.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="time">On the user's clock.</param>
    public DateTimeOffset Next(DateTimeOffset now, TimeOnly time)
    {
        var zone = ZoneOf();
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        for (var ahead = 0; ; ahead++)
        {
            if (Utc(day.AddDays(ahead).ToDateTime(time), zone) is var at && at > now) return at;
        }
    }

    /// <summary>Whether the name is one that this machine knows.</summary>
    /// <param name="zone">IANA name.</param>
    public static bool IsZone(string? zone) => zone is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);

    // A zone that this machine does not know (another host stored it) counts as UTC: late is better than never.
    private TimeZoneInfo ZoneOf() => TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? zone : TimeZoneInfo.Utc;

    private static DateTimeOffset Utc(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
