using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>A record that somebody is told of, as the records have it.</summary>
internal sealed class NewsRow
{
    public TenantId Tenant { get; init; }

    /// <summary>Of a <see cref="Domain.Notifications.NotificationKind"/>.</summary>
    public string Kind { get; init; } = "";

    public string Key { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public Guid? Subject { get; init; }

    public string? Title { get; init; }

    public string? Outcome { get; init; }

    /// <summary>Why, or the word of the record.</summary>
    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public string? Mode { get; init; }

    public string? Side { get; init; }

    public decimal? Price { get; init; }

    public decimal? Amount { get; init; }
}
