using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;

namespace CopyTrade.Web.Features.Notifications;

/// <summary>Changes of destinations, each after the person was asked once more who they are (QUALITY §3.1, 5).</summary>
public interface IChannelDoor
{
    /// <summary>What this person has to give.</summary>
    Task<(bool Password, bool Code)> AsksForAsync(TenantRef tenant);

    /// <summary>Adds a channel, or moves the one named.</summary>
    Task<ChannelChange> SaveAsync(TenantRef tenant, ChannelId? channel, ChannelForm form, string by, CancellationToken ct);

    Task<ChannelChange> RotateAsync(TenantRef tenant, ChannelId channel, string? password, string? code, string by, CancellationToken ct);
}
