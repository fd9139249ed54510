using System.Globalization;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>
/// Times for a column of a set, of which some may be missing: written as text and cast (<c>@times::timestamptz[]</c>), to the microsecond.
/// The driver takes a missing time for one without a zone, and refuses an array of both kinds.
/// </summary>
internal static class Timestamps
{
    /// <summary>A column's time, which the driver gives without saying that it is UTC.</summary>
    public static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    /// <summary>The same for one that may be missing.</summary>
    public static DateTimeOffset? Utc(DateTime? time) => time is { } known ? Utc(known) : null;

    /// <summary>Text for a set.</summary>
    public static string? Of(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture);
}
