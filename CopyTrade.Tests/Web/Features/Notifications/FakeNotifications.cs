using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Notifications;

namespace CopyTrade.Tests.Web.Features.Notifications;

/// <summary>Channels and messages in lists in memory; remembers what was asked.</summary>
internal sealed class FakeNotifications : INotificationsQuery, INotificationChanges, IChannelDoor
{
    public List<Notification> Items { get; } = [];

    public List<ChannelView> Channels { get; } = [];

    public List<DeliveryRow> Deliveries { get; } = [];

    public List<string> Asked { get; } = [];

    public Exception? Failure { get; set; }

    public string? Refusal { get; set; }

    public QuietHours Hours { get; set; } = QuietHours.None;

    public static ChannelView Channel(string name, ChannelKind kind = ChannelKind.Webhook, string? error = null, int waiting = 0) =>
        new(new ChannelId(Guid.NewGuid()), kind, name, "hooks.example.org/…1234", NotificationKinds.Default, DigestMode.None, true, waiting, PageData.Now.AddMinutes(-3), error, null);

    public static DeliveryRow Delivery(string title, DeliveryState state, string? error = null, int attempts = 1) =>
        new(Guid.NewGuid(), "ops", ChannelKind.Webhook, title, 1, state, attempts, error, PageData.Now.AddMinutes(5), state == DeliveryState.Sent ? PageData.Now : null, PageData.Now.AddMinutes(-1));

    public Task<NotificationInbox> InboxAsync(TenantRef tenant, bool withCopies, int most, CancellationToken ct) =>
        Answer(new NotificationInbox([.. Items.Where(item => withCopies || item.Kind != NotificationKind.CopyPlaced)], Items.Count, null));

    public Task ReadThroughAsync(TenantRef tenant, DateTimeOffset through, CancellationToken ct)
    {
        Asked.Add("read");
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ChannelView>> ChannelsAsync(TenantRef tenant, CancellationToken ct) => Answer<IReadOnlyList<ChannelView>>([.. Channels]);

    public Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(TenantRef tenant, int most, CancellationToken ct) => Answer<IReadOnlyList<DeliveryRow>>([.. Deliveries]);

    public Task<QuietHours> QuietAsync(TenantRef tenant, CancellationToken ct) => Answer(Hours);

    public Task<ChannelChange> AddAsync(TenantRef tenant, ChannelDraft draft, string by, CancellationToken ct) => Done($"add {draft}");

    public Task<ChannelChange> ChangeAsync(TenantRef tenant, ChannelId channel, ChannelDraft draft, string by, CancellationToken ct) => Done($"change {draft}");

    public Task<ChannelChange> RemoveAsync(TenantRef tenant, ChannelId channel, string by, CancellationToken ct) => Done("remove");

    public Task<ChannelChange> RotateAsync(TenantRef tenant, ChannelId channel, string by, CancellationToken ct) => Done("rotate");

    public Task<ChannelChange> TellAsync(TenantRef tenant, ChannelId channel, IReadOnlySet<NotificationKind> told, DigestMode digest, bool isOn, CancellationToken ct) => Done($"tell {told.Count} {digest} {isOn}");

    public Task<string?> QuietAsync(TenantRef tenant, QuietHours quiet, CancellationToken ct)
    {
        Asked.Add($"quiet {quiet.Zone} {quiet.From:HH:mm} {quiet.To:HH:mm} {quiet.CriticalPasses}");
        Hours = quiet;
        return Task.FromResult(Refusal);
    }

    public Task<ChannelChange> TestAsync(TenantRef tenant, ChannelId channel, CancellationToken ct) => Done("test");

    public Task<ChannelChange> ResendAsync(TenantRef tenant, Guid delivery, CancellationToken ct) => Done("resend");

    public Task<(bool Password, bool Code)> AsksForAsync(TenantRef tenant) => Task.FromResult((true, true));

    public Task<ChannelChange> SaveAsync(TenantRef tenant, ChannelId? channel, ChannelForm form, string by, CancellationToken ct) => Done($"save {form.Kind} {form.Name} with {form.Password} {form.Code}", "whsec_shown-once");

    public Task<ChannelChange> RotateAsync(TenantRef tenant, ChannelId channel, string? password, string? code, string by, CancellationToken ct) => Done($"rotate with {password}", "whsec_new");

    private Task<ChannelChange> Done(string what, string? secret = null)
    {
        Asked.Add(what);
        return Task.FromResult<ChannelChange>(Refusal is null ? new ChannelChange.Done(new ChannelId(Guid.NewGuid()), secret) : new ChannelChange.Refused(Refusal));
    }

    private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
}
