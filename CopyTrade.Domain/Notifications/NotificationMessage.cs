namespace CopyTrade.Domain.Notifications;

/// <summary>What one message tells.</summary>
/// <param name="Items">At least one, oldest first.</param>
/// <param name="LeftOut">How many more there were.</param>
/// <param name="Home">Where people reach the installation; null when it does not know.</param>
public sealed record NotificationMessage(IReadOnlyList<Notification> Items, int LeftOut, Uri? Home)
{
    /// <summary>One line about the whole.</summary>
    public string Headline => Items.Count + LeftOut == 1 ? Items[0].Title : $"{Items.Count + LeftOut} notifications: {Items.MaxBy(item => item.Severity)!.Title}";

    /// <summary>The address of the page that shows an item; null when it is not known.</summary>
    /// <param name="item">One of <see cref="Items"/>.</param>
    public string? LinkOf(Notification item) => Home is null || item.Link is null ? null : new Uri(Home, item.Link).AbsoluteUri;
}
