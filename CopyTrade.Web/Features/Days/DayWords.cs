using System.Globalization;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Web.Features.Research;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Days;

/// <summary>The report of a day in words.</summary>
public static class DayWords
{
    public static string NameOf(DateOnly day, DateOnly today) => day == today ? "Today" : day == today.AddDays(-1) ? "Yesterday" : day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>How many trades, and what became of them.</summary>
    public static string Counts(DayReport report, DateOnly today)
    {
        var (counts, when) = (report.Counts, When(report.Day, today));
        if (counts.Seen == 0) return $"No trade of those you follow was decided {when}.";
        var spent = report.Ours.Amount > 0m ? $" ({Format.Usd(report.Ours.Amount)} matched)" : "";
        var failed = counts.Failed > 0 ? $", {Format.Count(counts.Failed)} failed" : "";
        var flying = counts.InFlight > 0 ? $", {Format.Count(counts.InFlight)} in flight" : "";
        return $"{Format.Count(counts.Seen)} {(counts.Seen == 1 ? "trade" : "trades")} seen {when}: {Format.Count(counts.Copied)} copied{spent}, {Format.Count(counts.Skipped)} skipped{failed}{flying}.";
    }

    /// <summary>What copying cost.</summary>
    public static string Cost(DayReport report, DateOnly today) => report.Gap.IsTooMuch
        ? "Too many trades to reckon at once: the copy gap tells it for a single target."
        : GapWords.Sentence(report.Gap.Report, When(report.Day, today));

    /// <summary>Why there is nothing, and what to do.</summary>
    public static (string Title, string Text) Nothing(DayReport? report, DateOnly today, DateTimeOffset now) => report switch
    {
        { FollowingSince: null } => ("Nobody followed", "Follow a wallet: from its next trade on, each day says here what was copied, what was skipped and why, and what copying cost."),
        { FirstDay: null, FollowingSince: { } since } => ("Nothing yet", $"You have followed for {Format.Age(now - since)}, and none of those you follow has traded since. What your rules would have made of the day before can be replayed."),
        { FirstDay: { } first } when report.Day < first => ("Before your first decision", $"The first one was on {first.ToString("d MMM yyyy", CultureInfo.InvariantCulture)} (UTC)."),
        { } quiet => ("A quiet day", $"None of those you follow traded {When(quiet.Day, today)}, and nothing was held."),
        _ => ("Nothing yet", "The day could not be read."),
    };

    private static string When(DateOnly day, DateOnly today) => day == today ? "today" : day == today.AddDays(-1) ? "yesterday" : $"on {day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}";
}
