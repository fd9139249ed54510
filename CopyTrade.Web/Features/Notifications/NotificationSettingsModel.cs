using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Features.Notifications;

/// <summary>Where messages go, what they tell, when it is quiet, and what became of each.</summary>
public sealed class NotificationSettingsModel(INotificationsQuery query, INotificationChanges channels, IChannelDoor door, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<NotificationSettingsModel> logger)
    : PageModel(tenants, changes, clock, logger)
{
    public const int Shown = 50;

    public Part<IReadOnlyList<ChannelView>> Channels { get; } = new("the channels", rows => rows.Count == 0);

    public Part<IReadOnlyList<DeliveryRow>> Deliveries { get; } = new("the delivery log", rows => rows.Count == 0);

    public Part<QuietHours> Quiet { get; } = new("the quiet hours");

    /// <summary>The channel that is typed; null while none is.</summary>
    public ChannelForm? Form { get; private set; }

    /// <summary>The channel that is moved; null for a new one.</summary>
    public ChannelView? Edited { get; private set; }

    /// <summary>True while a new secret is asked for, which needs the person's word and nothing else.</summary>
    public bool IsRotating { get; private set; }

    public (bool Password, bool Code) Asks { get; private set; }

    /// <summary>A new signing secret, until the page is left or it is put away.</summary>
    public string? Secret { get; private set; }

    public string Zone { get; set; } = "UTC";

    public string From { get; set; } = "";

    public string To { get; set; } = "";

    public bool CriticalPasses { get; set; } = true;

    public string? QuietProblem { get; private set; }

    public bool IsQuietEdited { get; set; }

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Notifications };

    public Task OpenAsync() => OpenAsync(null, new ChannelForm(), rotating: false);

    public Task EditAsync(ChannelView channel) => OpenAsync(channel, new ChannelForm { Kind = channel.Kind, Name = channel.Name }, rotating: false);

    public Task AskToRotateAsync(ChannelView channel) => OpenAsync(channel, new ChannelForm { Kind = channel.Kind, Name = channel.Name }, rotating: true);

    public void Leave() => (Form, Edited, Problem, IsRotating) = (null, null, null, false);

    public void PutAway() => Secret = null;

    public async Task<bool> SaveAsync()
    {
        if (Form is not { } form) return false;
        var by = await UserNameAsync();
        var isDone = await ActAsync(async tenant =>
        {
            try
            {
                var change = IsRotating && Edited is { } edited ? await door.RotateAsync(tenant, edited.Id, form.Password, form.Code, by, Lasting) : await door.SaveAsync(tenant, Edited?.Id, form, by, Lasting);
                if (change is ChannelChange.Done done) Secret = done.Secret;
                return (change as ChannelChange.Refused)?.Message;
            }
            finally
            {
                (form.Password, form.Code) = ("", "");
            }
        });
        if (isDone) Leave();
        return isDone;
    }

    /// <summary>Why it was not done; null when it was. So all that follow.</summary>
    public Task<string?> RemoveAsync(ChannelView channel) => SayAsync(async tenant => await channels.RemoveAsync(tenant, channel.Id, await UserNameAsync(), Lasting));

    public Task<string?> TestAsync(ChannelView channel) => SayAsync(tenant => channels.TestAsync(tenant, channel.Id, Lasting));

    public Task<string?> ResendAsync(DeliveryRow row) => SayAsync(tenant => channels.ResendAsync(tenant, row.Id, Lasting));

    public Task<string?> TellAsync(ChannelView channel, NotificationKind kind, bool told) => TellAsync(channel with { Told = told ? [.. channel.Told, kind] : channel.Told.Where(one => one != kind).ToHashSet() });

    public Task<string?> TellAsync(ChannelView channel) => SayAsync(tenant => channels.TellAsync(tenant, channel.Id, channel.Told, channel.Digest, channel.IsOn, Lasting));

    public async Task<bool> SaveQuietAsync()
    {
        if (!TryTime(From, out var from) || !TryTime(To, out var to))
        {
            QuietProblem = "Times are hours and minutes, such as 22:00.";
            return false;
        }

        var isDone = await ActAsync(tenant => channels.QuietAsync(tenant, new QuietHours(Zone.Trim(), from, to, CriticalPasses), Lasting), problem => QuietProblem = problem);
        if (isDone) IsQuietEdited = false;
        return isDone;
    }

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await Channels.ReadAsync(() => query.ChannelsAsync(tenant, ct), Logger, ct);
        await Deliveries.ReadAsync(() => query.DeliveriesAsync(tenant, Shown, ct), Logger, ct);
        await Quiet.ReadAsync(() => query.QuietAsync(tenant, ct), Logger, ct);
        if (IsQuietEdited || Quiet.Value is not { } quiet) return;
        (Zone, From, To, CriticalPasses) = (quiet.Zone, Write(quiet.From), Write(quiet.To), quiet.CriticalPasses);
    }

    private static string Write(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";

    private static bool TryTime(string text, out TimeOnly? time)
    {
        time = null;
        if (text.Trim().Length == 0) return true;
        if (!TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) return false;
        time = read;
        return true;
    }

    private Task<bool> OpenAsync(ChannelView? edited, ChannelForm form, bool rotating) => ActAsync(async tenant =>
    {
        Asks = await door.AsksForAsync(tenant);
        (Edited, Form, IsRotating, Secret) = (edited, form, rotating, null);
        return null;
    });

    private async Task<string?> SayAsync(Func<TenantRef, Task<ChannelChange>> change)
    {
        string? said = "The click before is still being done: try again in a moment.";
        await ActAsync(async tenant => (await change(tenant) as ChannelChange.Refused)?.Message, problem => said = problem);
        return said;
    }
}
