using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>Section <c>Alerts</c> of the configuration.</summary>
public sealed class AlertOptions
{
    public const string Section = "Alerts";

    /// <summary>How often due jobs are looked for although nothing was heard (R4.17), seconds.</summary>
    [Range(0.05, 60)]
    public double JobPollIntervalSeconds { get; set; } = 2;

    /// <summary>Attempts before a job has failed (R4.17).</summary>
    [Range(1, 100)]
    public int MaxJobAttempts { get; set; } = 5;

    /// <summary>How long a worker holds a job without saying so again; afterwards somebody else may take it, seconds.</summary>
    [Range(2, 600)]
    public int JobLeaseSeconds { get; set; } = 30;

    /// <summary>Jobs of one kind that run at the same time.</summary>
    [Range(1, 256)]
    public int JobsAtOnce { get; set; } = 16;

    /// <summary>How many of these may be one account's.</summary>
    [Range(1, 256)]
    public int JobsAtOncePerAccount { get; set; } = 4;

    public TimeSpan JobPoll => TimeSpan.FromSeconds(JobPollIntervalSeconds);

    public TimeSpan JobLease => TimeSpan.FromSeconds(JobLeaseSeconds);
}
