using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Web.Identity;

namespace CopyTrade.Web.Features.Notifications;

public sealed class ChannelDoor(INotificationChanges changes, StepUp stepUp) : IChannelDoor
{
    public Task<(bool Password, bool Code)> AsksForAsync(TenantRef tenant) => stepUp.AsksForAsync(tenant.Owner);

    public async Task<ChannelChange> SaveAsync(TenantRef tenant, ChannelId? channel, ChannelForm form, string by, CancellationToken ct)
    {
        if (await stepUp.CheckAsync(tenant.Owner, form.Password, form.Code) is { } stranger) return new ChannelChange.Refused(stranger.Message);
        return channel is { } known ? await changes.ChangeAsync(tenant, known, form.Draft, by, ct) : await changes.AddAsync(tenant, form.Draft, by, ct);
    }

    public async Task<ChannelChange> RotateAsync(TenantRef tenant, ChannelId channel, string? password, string? code, string by, CancellationToken ct) =>
        await stepUp.CheckAsync(tenant.Owner, password, code) is { } stranger ? new ChannelChange.Refused(stranger.Message) : await changes.RotateAsync(tenant, channel, by, ct);
}
