using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Features.Notifications;

/// <summary>Where messages go, what they tell, when it is quiet, and what became of each.</summary>
public sealed class NotificationSettingsModel(INotificationsQuery query, INotificationChanges channels, IChannelDoor door, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<NotificationSettingsModel> logger)
    : PageModel(tenants, changes, clock, logger)
{
    private const int Shown = 50;

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

    public string? Problem { get; private set; }

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
        if (Tenant is null || Form is not { } form) return false;
        var by = await UserNameAsync();
        return Done(IsRotating && Edited is { } edited ? await door.RotateAsync(Tenant, edited.Id, form.Password, form.Code, by, Stopped) : await door.SaveAsync(Tenant, Edited?.Id, form, by, Stopped)) && await ReadAgainAsync();
    }

    public async Task<string?> RemoveAsync(ChannelView channel) => Tenant is null ? null : await SayAsync(channels.RemoveAsync(Tenant, channel.Id, await UserNameAsync(), Stopped));

    public Task<string?> TestAsync(ChannelView channel) => Tenant is null ? Task.FromResult<string?>(null) : SayAsync(channels.TestAsync(Tenant, channel.Id, Stopped));

    public Task<string?> ResendAsync(DeliveryRow row) => Tenant is null ? Task.FromResult<string?>(null) : SayAsync(channels.ResendAsync(Tenant, row.Id, Stopped));

    public Task<string?> TellAsync(ChannelView channel, NotificationKind kind, bool told) => TellAsync(channel with { Told = told ? [.. channel.Told, kind] : channel.Told.Where(one => one != kind).ToHashSet() });

    public Task<string?> TellAsync(ChannelView channel) => Tenant is null ? Task.FromResult<string?>(null) : SayAsync(channels.TellAsync(Tenant, channel.Id, channel.Told, channel.Digest, channel.IsOn, Stopped));

    public async Task<bool> SaveQuietAsync()
    {
        if (Tenant is null) return false;
        if (!TryTime(From, out var from) || !TryTime(To, out var to))
        {
            QuietProblem = "Times are hours and minutes, such as 22:00.";
            return false;
        }

        QuietProblem = await channels.QuietAsync(Tenant, new QuietHours(Zone.Trim(), from, to, CriticalPasses), Stopped);
        IsQuietEdited = QuietProblem is not null;
        return QuietProblem is null;
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

    private async Task OpenAsync(ChannelView? edited, ChannelForm form, bool rotating)
    {
        if (Tenant is null) return;
        Asks = await door.AsksForAsync(Tenant);
        (Edited, Form, Problem, IsRotating, Secret) = (edited, form, null, rotating, null);
    }

    private async Task<bool> ReadAgainAsync()
    {
        Leave();
        await LoadAsync();
        return true;
    }

    private bool Done(ChannelChange change)
    {
        Problem = (change as ChannelChange.Refused)?.Message;
        if (change is ChannelChange.Done done) Secret = done.Secret;
        if (Form is { } form) (form.Password, form.Code) = ("", "");
        return Problem is null;
    }

    private async Task<string?> SayAsync(Task<ChannelChange> change)
    {
        var refused = await change as ChannelChange.Refused;
        await LoadAsync();
        return refused?.Message;
    }
}
