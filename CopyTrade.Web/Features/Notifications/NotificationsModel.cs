using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Features.Notifications;

/// <summary>The last things that people were told of.</summary>
public sealed class NotificationsModel(INotificationsQuery query, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<NotificationsModel> logger) : PageModel(tenants, changes, clock, logger)
{
    public const int Shown = 100;

    public Part<NotificationInbox> Inbox { get; } = new("the notifications", inbox => inbox.Items.Count == 0);

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Notifications };

    /// <summary>Whether each copied trade is listed, too.</summary>
    public bool WithCopies { get; private set; }

    public Task ShowAsync(bool withCopies)
    {
        WithCopies = withCopies;
        return LoadAsync();
    }

    public bool IsNew(Notification item) => Inbox.Value is { } inbox && (inbox.ReadThrough is not { } through || item.CreatedAt > through) && item.Kind != NotificationKind.CopyPlaced;

    public Task ReadAllAsync() => ActAsync(async tenant =>
    {
        if (Inbox.Value is { Items: [var newest, ..] }) await query.ReadThroughAsync(tenant, newest.CreatedAt, Lasting);
        return null;
    });

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Inbox.ReadAsync(() => query.InboxAsync(tenant, WithCopies, Shown, ct), Logger, ct);
}
