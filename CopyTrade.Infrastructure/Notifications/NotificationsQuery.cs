using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Notifications;

public sealed class NotificationsQuery(TenantScopes scopes) : INotificationsQuery
{
    private const int MostCounted = 100;

    // In the words of ix_notification_matters.
    private const string NoCopy = "kind <> 'copy_placed'";

    public async Task<NotificationInbox> InboxAsync(TenantRef tenant, bool withCopies, int most, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var through = await scope.QuerySingleOrDefaultAsync<DateTimeOffset?>("select read_through from notification_read where billing_account_id = @Tenant and user_id = @Owner", new { tenant.Tenant, tenant.Owner });
        var unread = await scope.QuerySingleAsync<int>($"select count(*)::int from (select from notification where billing_account_id = @Tenant and {NoCopy} and created_at > coalesce(@through, '-infinity') limit @MostCounted) counted", new { tenant.Tenant, through, MostCounted });
        var rows = await scope.QueryAsync<NotificationRows.Row>($"select {NotificationRows.Columns} from notification n where n.billing_account_id = @Tenant and {(withCopies ? "true" : NoCopy)} order by n.created_at desc, n.id desc limit @most", new { tenant.Tenant, most });
        return new NotificationInbox([.. rows.Select(NotificationRows.Of)], unread, through);
    }

    public async Task ReadThroughAsync(TenantRef tenant, DateTimeOffset through, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await scope.ExecuteAsync("""
            insert into notification_read (billing_account_id, user_id, read_through) values (@Tenant, @Owner, @through)
            on conflict (billing_account_id, user_id) do update set read_through = greatest(notification_read.read_through, excluded.read_through)
            """, new { tenant.Tenant, tenant.Owner, through });
        scope.Announce(ChangeKind.Notifications, tenant.Tenant);
        await scope.CommitAsync();
    }

    public async Task<IReadOnlyList<ChannelView>> ChannelsAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<ChannelRow>("""
            select c.id, c.kind, c.name, c.shown, array_to_string(c.told, ',') as told, c.digest, c.is_on,
                   (select count(*) from notification_delivery d where d.channel_id = c.id and d.state in ('waiting', 'sending'))::int as waiting,
                   (select max(d.sent_at) from notification_delivery d where d.channel_id = c.id) as last_sent_at,
                   (select case when d.state in ('sent', 'dropped') then null else d.last_error end from notification_delivery d where d.channel_id = c.id and d.attempts > 0 order by d.changed_at desc limit 1) as last_error,
                   (select max(s.ends_at) from notification_secret s where s.channel_id = c.id and s.ends_at > now()) as old_secret_until
              from notification_channel c where c.billing_account_id = @Tenant and c.removed_at is null order by c.created_at, c.id
            """, new { tenant.Tenant });
        return [.. rows.Select(row => new ChannelView(
            new ChannelId(row.Id), EnumText.Parse<ChannelKind>(row.Kind), row.Name, row.Shown, NotificationRows.Told(row.Told), EnumText.Parse<DigestMode>(row.Digest), row.IsOn, row.Waiting, row.LastSentAt, row.LastError, row.OldSecretUntil))];
    }

    public async Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(TenantRef tenant, int most, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<LogRow>("""
            select d.id, c.name as channel, c.kind, coalesce(i.title, 'Nothing left to tell') as title, coalesce(i.items, 0) + d.left_out as items, d.state, d.attempts, d.last_error, d.due_at, d.sent_at, d.created_at
              from notification_delivery d
              join notification_channel c on c.id = d.channel_id
              left join lateral (select count(*)::int as items, (array_agg(n.title order by case n.severity when 'critical' then 0 when 'warning' then 1 else 2 end, n.happened_at))[1] as title
                                   from notification_delivery_item j join notification n on n.id = j.notification_id where j.delivery_id = d.id) i on true
             where d.billing_account_id = @Tenant order by d.created_at desc, d.id desc limit @most
            """, new { tenant.Tenant, most });
        return [.. rows.Select(row => new DeliveryRow(
            row.Id, row.Channel, EnumText.Parse<ChannelKind>(row.Kind), row.Title, row.Items, EnumText.Parse<DeliveryState>(row.State), row.Attempts, row.LastError, row.DueAt, row.SentAt, row.CreatedAt))];
    }

    public async Task<QuietHours> QuietAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await NotificationRows.QuietAsync(scope, tenant);
    }

    private sealed record ChannelRow(Guid Id, string Kind, string Name, string Shown, string Told, string Digest, bool IsOn, int Waiting, DateTimeOffset? LastSentAt, string? LastError, DateTimeOffset? OldSecretUntil);

    private sealed record LogRow(Guid Id, string Channel, string Kind, string Title, int Items, string State, int Attempts, string? LastError, DateTimeOffset DueAt, DateTimeOffset? SentAt, DateTimeOffset CreatedAt);
}
