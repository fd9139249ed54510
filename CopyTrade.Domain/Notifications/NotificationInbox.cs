namespace CopyTrade.Domain.Notifications;

/// <summary>What the bell shows.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Unread">How many this person has not seen; 100 stands for more.</param>
/// <param name="ReadThrough">Up to when this person has seen them (UTC); null for never.</param>
public sealed record NotificationInbox(IReadOnlyList<Notification> Items, int Unread, DateTimeOffset? ReadThrough)
{
    /// <summary>Nothing at all.</summary>
    public static NotificationInbox Empty { get; } = new([], 0, null);

    /// <summary>Whether a bell that shows the one need not be drawn again for the other.</summary>
    public bool ShowsAs(NotificationInbox other) => Unread == other.Unread && Items.SequenceEqual(other.Items);
}
