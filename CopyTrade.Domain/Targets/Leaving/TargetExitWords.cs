using System.Globalization;

namespace CopyTrade.Domain.Targets.Leaving;

/// <summary>A leaving in words.</summary>
public static class TargetExitWords
{
    /// <summary>Why entries are halted meanwhile: <c>leaving by 3 Dec 2026</c>, a day in UTC.</summary>
    public static string HaltReason(DateTimeOffset until, bool isAtOnce) => isAtOnce ? "leaving now" : "leaving by " + until.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A time for the record of changes, UTC.</summary>
    public static string Time(DateTimeOffset until) => until.UtcDateTime.ToString("d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
