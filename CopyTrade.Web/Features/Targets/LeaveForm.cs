using System.Globalization;
using CopyTrade.Domain.Targets.Leaving;

namespace CopyTrade.Web.Features.Targets;

/// <summary>How and when a wallet is to be left, as typed.</summary>
public sealed class LeaveForm
{
    private const string Pattern = "yyyy-MM-dd'T'HH:mm";

    public LeaveChoice Choice { get; set; } = LeaveChoice.ByDate;

    /// <summary>As a browser writes a moment, in UTC; empty while nothing was typed.</summary>
    public string Until { get; set; } = "";

    /// <summary>The moment; null when it is none, or none is asked for.</summary>
    public DateTimeOffset? Time => Choice == LeaveChoice.ByDate
        && DateTime.TryParseExact(Until, [Pattern, "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? new DateTimeOffset(read, TimeSpan.Zero) : null;

    /// <summary>A week ahead, at the full hour, where nothing was typed yet.</summary>
    public void Suggest(DateTimeOffset now)
    {
        if (Until.Length == 0) Until = Write(now.AddDays(7));
    }

    /// <summary>What is wrong with it, as one sentence; null when nothing is.</summary>
    public string? Problem(DateTimeOffset now) => Choice != LeaveChoice.ByDate ? null
        : Time is not { } time ? "Choose a day and a time."
        : time <= now ? "That time is over: choose a later one, or sell now."
        : time > now + TargetExit.Longest ? "Choose a time within a year."
        : null;

    private static string Write(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH':00'", CultureInfo.InvariantCulture);
}
