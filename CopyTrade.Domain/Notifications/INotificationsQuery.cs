using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Notifications;

/// <summary>What people were told of, for the bell and for the settings page.</summary>
public interface INotificationsQuery
{
    /// <summary>The newest, and how many this person has not seen. Copied trades are never counted as new: among hundreds of them a rule that could not sell would not be seen.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="withCopies">Whether the rows hold what is told of each copied trade, too.</param>
    /// <param name="most">How many rows.</param>
    /// <param name="ct">Stops the read.</param>
    Task<NotificationInbox> InboxAsync(TenantRef tenant, bool withCopies, int most, CancellationToken ct);

    /// <summary>Everything up to a moment counts as seen by this person.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="through">UTC; an earlier one than stored changes nothing.</param>
    /// <param name="ct">Stops the write.</param>
    Task ReadThroughAsync(TenantRef tenant, DateTimeOffset through, CancellationToken ct);

    /// <summary>All channels in use, oldest first.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="ct">Stops the read.</param>
    Task<IReadOnlyList<ChannelView>> ChannelsAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>The delivery log, newest first.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="most">How many rows.</param>
    /// <param name="ct">Stops the read.</param>
    Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(TenantRef tenant, int most, CancellationToken ct);

    /// <summary>When it is quiet.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="ct">Stops the read.</param>
    Task<QuietHours> QuietAsync(TenantRef tenant, CancellationToken ct);
}
