using System.Globalization;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Features.Operations;

/// <summary>Jobs as words, tones and strips.</summary>
public static class JobLook
{
    /// <summary>A running job shows how it went before only in its strip.</summary>
    public static JobState StateOf(JobRow job) => job switch
    {
        { IsPaused: true } => JobState.Paused,
        { Last: null } => JobState.Idle,
        { Last.Outcome: JobOutcome.Running } => JobState.Running,
        { Last.Outcome: JobOutcome.Succeeded } => JobState.Ok,
        _ => JobState.Failed,
    };

    public static (string Tone, string Icon, string Word) Of(JobState state) => state switch
    {
        JobState.Ok => ("gain", "check", "ok"),
        JobState.Running => ("info", "spin", "running"),
        JobState.Failed => ("loss", "cross", "failed"),
        JobState.Paused => ("warn", "pause", "paused"),
        _ => ("neutral", "ring", "never ran"),
    };

    public static (string Tone, string Icon, string Word) Of(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Succeeded => ("gain", "check", "ok"),
        JobOutcome.Running => ("info", "spin", "running"),
        JobOutcome.Abandoned => ("warn", "slash", "abandoned"),
        _ => ("loss", "cross", "failed"),
    };

    /// <summary>For <see cref="Shared.RunStrip"/>: 1 ok, 0 failed, 2 neither.</summary>
    public static IReadOnlyList<int> Strip(JobRow job) => [.. job.Recent.Select(r => r.Outcome switch { JobOutcome.Succeeded => 1, JobOutcome.Running => 2, _ => 0 })];

    /// <summary>Time of day, with the day when it is not today; UTC.</summary>
    public static string At(DateTimeOffset? at, DateTimeOffset now) => at is not { } time ? Shared.Format.None
        : time.UtcDateTime.ToString(time.UtcDateTime.Date == now.UtcDateTime.Date ? "HH:mm:ss" : "d MMM HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds under a second: most jobs are short.</summary>
    public static string Took(JobRun? run) => run?.Took is { } took ? Shared.Format.Elapsed(took) : Shared.Format.None;
}
