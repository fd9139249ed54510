namespace CopyTrade.Domain.Notifications;

/// <summary>Something that happened and that people are told of; texts may carry words of the venue and are plain text, to be escaped by whoever draws them.</summary>
/// <param name="Id">Stays over all channels and attempts.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">One or two sentences; may be empty.</param>
/// <param name="Link">Path of the page that shows it, from the root; null when there is none.</param>
/// <param name="Subject">Id of the rule, order, alert … that it is about; null when there is none.</param>
/// <param name="HappenedAt">When it happened (UTC).</param>
/// <param name="CreatedAt">When it was noticed (UTC).</param>
public sealed record Notification(
    Guid Id, NotificationKind Kind, NotificationSeverity Severity, string Title, string Text, string? Link, string? Subject, DateTimeOffset HappenedAt, DateTimeOffset CreatedAt);
