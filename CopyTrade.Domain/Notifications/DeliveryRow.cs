namespace CopyTrade.Domain.Notifications;

/// <summary>A line of the delivery log.</summary>
/// <param name="Id">Also the message id that a webhook's receiver sees.</param>
/// <param name="Channel">Its channel's name.</param>
/// <param name="Kind">Its channel's kind.</param>
/// <param name="Title">What it tells; for a digest the gravest.</param>
/// <param name="Items">How many notifications are in it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastError">Why the last try failed; null when none did.</param>
/// <param name="DueAt">When it is, or was, to be sent or tried next (UTC).</param>
/// <param name="SentAt">When it was taken (UTC).</param>
/// <param name="CreatedAt">When it was written (UTC).</param>
public sealed record DeliveryRow(
    Guid Id, string Channel, ChannelKind Kind, string Title, int Items, DeliveryState State, int Attempts, string? LastError, DateTimeOffset DueAt, DateTimeOffset? SentAt, DateTimeOffset CreatedAt);
