using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Notifications;

/// <summary>Changes what people are told and where. Whoever changes a destination was asked once more who they are (QUALITY §3.1, 5): that is the caller's duty.</summary>
public interface INotificationChanges
{
    /// <summary>Most channels of an account.</summary>
    const int MostChannels = 10;

    /// <summary>Adds a channel that tells <see cref="NotificationKinds.Default"/>.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="draft">What it is.</param>
    /// <param name="by">Who, for the record.</param>
    /// <param name="ct">Stops the write.</param>
    Task<ChannelChange> AddAsync(TenantRef tenant, ChannelDraft draft, string by, CancellationToken ct);

    /// <summary>Moves a channel to another destination.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="channel">Which.</param>
    /// <param name="draft">What it is now, secrets included.</param>
    /// <param name="by">Who, for the record.</param>
    /// <param name="ct">Stops the write.</param>
    Task<ChannelChange> ChangeAsync(TenantRef tenant, ChannelId channel, ChannelDraft draft, string by, CancellationToken ct);

    /// <summary>Ends a channel; what waits for it is dropped and its secrets are deleted.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="channel">Which.</param>
    /// <param name="by">Who, for the record.</param>
    /// <param name="ct">Stops the write.</param>
    Task<ChannelChange> RemoveAsync(TenantRef tenant, ChannelId channel, string by, CancellationToken ct);

    /// <summary>A new signing secret for a webhook; for a day signatures are made with both.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="channel">Which.</param>
    /// <param name="by">Who, for the record.</param>
    /// <param name="ct">Stops the write.</param>
    Task<ChannelChange> RotateAsync(TenantRef tenant, ChannelId channel, string by, CancellationToken ct);

    /// <summary>What a channel tells and how: no destination changes.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="channel">Which.</param>
    /// <param name="told">Its row of the matrix.</param>
    /// <param name="digest">Whether what is not critical is collected.</param>
    /// <param name="isOn">Whether it sends at all.</param>
    /// <param name="ct">Stops the write.</param>
    Task<ChannelChange> TellAsync(TenantRef tenant, ChannelId channel, IReadOnlySet<NotificationKind> told, DigestMode digest, bool isOn, CancellationToken ct);

    /// <summary>When it is quiet; null, or why not.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="quiet">From when to when.</param>
    /// <param name="ct">Stops the write.</param>
    Task<string?> QuietAsync(TenantRef tenant, QuietHours quiet, CancellationToken ct);

    /// <summary>Sends a test over a channel, as a message like any other.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="channel">Which.</param>
    /// <param name="ct">Stops the write.</param>
    Task<ChannelChange> TestAsync(TenantRef tenant, ChannelId channel, CancellationToken ct);

    /// <summary>Sends a message that was given up or taken once more.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="delivery">Which.</param>
    /// <param name="ct">Stops the write.</param>
    Task<ChannelChange> ResendAsync(TenantRef tenant, Guid delivery, CancellationToken ct);
}
