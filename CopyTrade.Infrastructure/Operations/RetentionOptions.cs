using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>Section <c>Retention</c> of the configuration: how long what is finished is kept. The database refuses to forget anything within 30 days.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";
    private const int Least = 31;
    private const int Most = 36_500;

    /// <summary>Durable jobs that are done or given up, with their attempts, days. Those that led to an order are kept for good.</summary>
    [Range(Least, Most)]
    public int JobDays { get; set; } = 90;

    /// <summary>Messages that were sent, given up or dropped, with their attempts, days.</summary>
    [Range(Least, Most)]
    public int DeliveryDays { get; set; } = 90;

    /// <summary>What the bell shows, days.</summary>
    [Range(Least, Most)]
    public int NotificationDays { get; set; } = 365;

    /// <summary>What rules saw when nothing happened, days. Events of rules are kept for good.</summary>
    [Range(Least, Most)]
    public int EvaluationDays { get; set; } = 90;
}
