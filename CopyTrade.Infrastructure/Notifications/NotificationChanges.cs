using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CopyTrade.Infrastructure.Notifications;

internal sealed class NotificationChanges(TenantScopes scopes, ChannelVault vault, DeliveryWriter deliveries, IOptions<NotificationOptions> options, TimeProvider clock) : INotificationChanges
{
    private static readonly ChannelChange NotFound = new ChannelChange.Refused("This channel is not there any more.");

    public async Task<ChannelChange> AddAsync(TenantRef tenant, ChannelDraft draft, string by, CancellationToken ct)
    {
        if (ChannelCheck.Read(draft, options.Value.Named) is not ({ } destination, var shown, null)) return Refuse(draft);
        var (now, id) = (clock.GetUtcNow(), new ChannelId(Guid.CreateVersion7()));
        await using var scope = await scopes.OpenAsync(tenant, ct);
        // Two at once must not both be the tenth.
        await scope.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('notification channels ' || @Tenant::text, 0))", new { tenant.Tenant });
        if (await scope.QuerySingleAsync<int>("select count(*)::int from notification_channel where billing_account_id = @Tenant and removed_at is null", new { tenant.Tenant }) >= INotificationChanges.MostChannels)
            return new ChannelChange.Refused($"There are {INotificationChanges.MostChannels} channels already: remove one first.");
        try
        {
            await scope.ExecuteAsync("""
                insert into notification_channel (id, billing_account_id, kind, name, shown, told, digest, is_on, created_at, created_by, changed_at, changed_by)
                values (@id, @Tenant, @kind, @name, @shown, @told, 'none', true, @now, @by, @now, @by)
                """, new { id = id.Value, tenant.Tenant, kind = draft.Kind.ToText(), name = draft.Name.Trim(), shown, told = draft.Kind == ChannelKind.WakeUp ? [] : Words(NotificationKinds.Default), now, by });
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return new ChannelChange.Refused("There is a wake-up address already: change that one.");
        }

        await vault.StoreAsync(scope, tenant, id, destination);
        var secret = draft.Kind == ChannelKind.Webhook ? await vault.SignByNewAsync(scope, tenant, id) : null;
        return await DoneAsync(scope, tenant, id, secret);
    }

    public async Task<ChannelChange> ChangeAsync(TenantRef tenant, ChannelId channel, ChannelDraft draft, string by, CancellationToken ct)
    {
        if (ChannelCheck.Read(draft, options.Value.Named) is not ({ } destination, var shown, null)) return Refuse(draft);
        await using var scope = await scopes.OpenAsync(tenant, ct);
        if (await scope.ExecuteAsync("""
            update notification_channel set name = @name, shown = @shown, changed_at = @now, changed_by = @by
             where id = @channel and billing_account_id = @Tenant and kind = @kind and removed_at is null
            """, new { channel = channel.Value, tenant.Tenant, kind = draft.Kind.ToText(), name = draft.Name.Trim(), shown, now = clock.GetUtcNow(), by }) == 0) return NotFound;
        await ChannelVault.ForgetAsync(scope, channel, Accounts.Custody.SecretPurpose.NotifyDestination);
        await vault.StoreAsync(scope, tenant, channel, destination);
        return await DoneAsync(scope, tenant, channel);
    }

    public async Task<ChannelChange> RemoveAsync(TenantRef tenant, ChannelId channel, string by, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var now = clock.GetUtcNow();
        if (await scope.ExecuteAsync("update notification_channel set removed_at = @now, is_on = false, changed_at = @now, changed_by = @by where id = @channel and billing_account_id = @Tenant and removed_at is null",
            new { channel = channel.Value, tenant.Tenant, now, by }) == 0) return NotFound;
        await ChannelVault.ForgetAsync(scope, channel);
        await scope.ExecuteAsync("update notification_delivery set state = 'dropped', changed_at = @now where channel_id = @channel and state = 'waiting'", new { channel = channel.Value, now });
        return await DoneAsync(scope, tenant, channel);
    }

    public async Task<ChannelChange> RotateAsync(TenantRef tenant, ChannelId channel, string by, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await scope.ExecuteAsync("update notification_channel set changed_at = @now, changed_by = @by where id = @channel and billing_account_id = @Tenant and kind = 'webhook' and removed_at is null",
            new { channel = channel.Value, tenant.Tenant, now = clock.GetUtcNow(), by }) == 0 ? NotFound : await DoneAsync(scope, tenant, channel, await vault.SignByNewAsync(scope, tenant, channel));
    }

    public async Task<ChannelChange> TellAsync(TenantRef tenant, ChannelId channel, IReadOnlySet<NotificationKind> told, DigestMode digest, bool isOn, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await scope.ExecuteAsync("update notification_channel set told = @told, digest = @digest, is_on = @isOn, changed_at = @now where id = @channel and billing_account_id = @Tenant and removed_at is null",
            new { channel = channel.Value, tenant.Tenant, told = Words(told), digest = digest.ToText(), isOn, now = clock.GetUtcNow() }) == 0 ? NotFound : await DoneAsync(scope, tenant, channel);
    }

    public async Task<string?> QuietAsync(TenantRef tenant, QuietHours quiet, CancellationToken ct)
    {
        if (!QuietHours.IsZone(quiet.Zone)) return $"The time zone {MessageText.OneLine(quiet.Zone)} is not known: write it like Europe/Berlin.";
        if (quiet.From is null != quiet.To is null) return "Give both the beginning and the end of the quiet hours, or neither.";
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await scope.ExecuteAsync("""
            insert into notification_quiet (billing_account_id, zone, quiet_from, quiet_to, critical_passes, changed_at) values (@Tenant, @Zone, @from::time, @to::time, @CriticalPasses, @now)
            on conflict (billing_account_id) do update set zone = excluded.zone, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, critical_passes = excluded.critical_passes, changed_at = excluded.changed_at
            """, new { tenant.Tenant, quiet.Zone, from = quiet.From?.ToString("HH:mm", null), to = quiet.To?.ToString("HH:mm", null), quiet.CriticalPasses, now = clock.GetUtcNow() });
        scope.Announce(ChangeKind.Notifications, tenant.Tenant);
        await scope.CommitAsync();
        return null;
    }

    public async Task<ChannelChange> TestAsync(TenantRef tenant, ChannelId channel, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenAsync(tenant, ct);
        if (await scope.QuerySingleOrDefaultAsync<string>("select name from notification_channel where id = @channel and billing_account_id = @Tenant and removed_at is null and is_on and kind <> 'wake_up'", new { channel = channel.Value, tenant.Tenant }) is not { } name)
            return new ChannelChange.Refused("This channel is switched off, or is only called by alerts.");
        var test = new Notification(Guid.CreateVersion7(now), NotificationKind.Test, NotificationSeverity.Info, "Test from CopyTrade", $"If you read this, the channel {name} works.", "/settings/notifications", null, now, now);
        // One in ten seconds: the button is not a way to pester somebody.
        var written = await deliveries.WriteAsync(scope, tenant, [($"test:{channel}:{now.ToUnixTimeSeconds() / 10}", test)], channel, ct);
        return written == 0 ? new ChannelChange.Refused("A test left a moment ago: see the log, or wait ten seconds.") : await DoneAsync(scope, tenant, channel);
    }

    public async Task<ChannelChange> ResendAsync(TenantRef tenant, Guid delivery, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var row = await scope.QuerySingleOrDefaultAsync<Again>("""
            update notification_delivery d set state = 'waiting', resends = d.resends + 1, due_at = @now, changed_at = @now
              from notification_channel c
             where d.id = @delivery and d.billing_account_id = @Tenant and d.state in ('sent', 'failed') and c.id = d.channel_id and c.removed_at is null and c.kind <> 'wake_up' and d.resends < 20
            returning d.channel_id, d.resends
            """, new { delivery, tenant.Tenant, now = clock.GetUtcNow() });
        if (row is null) return new ChannelChange.Refused("This message cannot be sent again: it is on its way, or its channel is gone.");
        await deliveries.QueueAsync(scope, tenant, delivery, row.ChannelId, row.Resends, null, ct);
        return await DoneAsync(scope, tenant, new ChannelId(row.ChannelId));
    }

    private static async Task<ChannelChange> DoneAsync(TenantScope scope, TenantRef tenant, ChannelId channel, string? secret = null)
    {
        scope.Announce(ChangeKind.Notifications, tenant.Tenant);
        await scope.CommitAsync();
        return new ChannelChange.Done(channel, secret);
    }

    private ChannelChange.Refused Refuse(ChannelDraft draft) => new(ChannelCheck.Read(draft, options.Value.Named).Problem!);

    private static string[] Words(IEnumerable<NotificationKind> kinds) => [.. kinds.Order().Select(kind => kind.ToText())];

    private sealed record Again(Guid ChannelId, int Resends);
}
