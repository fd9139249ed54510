using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>Stores notifications and what each channel makes of them, in one transaction with the jobs that deliver them.</summary>
internal sealed class DeliveryWriter(JobQueue jobs, TimeProvider clock)
{
    /// <summary>Deliveries of a channel are one lane: a slow receiver holds up nobody else.</summary>
    public static string LaneOf(Guid channel) => $"channel:{channel:N}";

    /// <summary>Those that nobody noticed before, with what it takes to deliver them.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="tenant">Whose.</param>
    /// <param name="news">By key: what was stored under it before is not told again.</param>
    /// <param name="only">Null for all channels.</param>
    /// <param name="ct">Stops the statements.</param>
    public async Task<int> WriteAsync(TenantScope scope, TenantRef tenant, IReadOnlyList<(string Key, Notification Notification)> news, ChannelId? only, CancellationToken ct)
    {
        var fresh = await AddAsync(scope, tenant, news);
        if (fresh.Count == 0) return 0;
        fresh.Sort((one, other) => one.HappenedAt.CompareTo(other.HappenedAt));
        var now = clock.GetUtcNow();
        var channels = (await ChannelsAsync(scope, tenant, now)).Where(channel => only is null || channel.Id == only.Value.Value).ToList();
        if (channels.Count > 0)
        {
            var quiet = await NotificationRows.QuietAsync(scope, tenant);
            foreach (var channel in channels)
            {
                foreach (var notification in fresh) await PlanAsync(scope, tenant, channel, quiet, notification, now, ct);
            }
        }

        scope.Announce(ChangeKind.Notifications, tenant.Tenant);
        return fresh.Count;
    }

    /// <summary>Those whose keys were free. One statement for all: what was told before is looked at again for two minutes. In a fixed order, so that two hosts never wait for each other in a circle.</summary>
    private static async Task<List<Notification>> AddAsync(TenantScope scope, TenantRef tenant, IReadOnlyList<(string Key, Notification Notification)> news)
    {
        var ordered = news.OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
        var told = ordered.ConvertAll(one => one.Notification);
        var added = (await scope.QueryAsync<Guid>("""
            insert into notification (id, billing_account_id, kind, severity, title, body, link, subject, key, happened_at, created_at)
            select w.id, @Tenant, w.kind, w.severity, w.title, w.body, w.link, w.subject, w.key, w.happened_at, w.created_at
              from unnest(@ids, @kinds, @severities, @titles, @bodies, @links, @subjects, @keys, @happened, @created) with ordinality w(id, kind, severity, title, body, link, subject, key, happened_at, created_at, turn)
             order by w.turn
                on conflict (billing_account_id, key) do nothing
            returning id
            """, new
        {
            tenant.Tenant,
            ids = told.Select(one => one.Id).ToArray(),
            kinds = told.Select(one => one.Kind.ToText()).ToArray(),
            severities = told.Select(one => one.Severity.ToText()).ToArray(),
            titles = told.Select(one => one.Title).ToArray(),
            bodies = told.Select(one => one.Text).ToArray(),
            links = told.Select(one => one.Link).ToArray(),
            subjects = told.Select(one => one.Subject).ToArray(),
            keys = ordered.Select(one => one.Key).ToArray(),
            happened = told.Select(one => one.HappenedAt.UtcDateTime).ToArray(),
            created = told.Select(one => one.CreatedAt.UtcDateTime).ToArray(),
        })).ToHashSet();
        return told.FindAll(one => added.Contains(one.Id));
    }

    /// <summary>False when its key is taken.</summary>
    public static async Task<bool> AddAsync(TenantScope scope, TenantRef tenant, string key, Notification notification) => await scope.ExecuteAsync("""
        insert into notification (id, billing_account_id, kind, severity, title, body, link, subject, key, happened_at, created_at)
        values (@Id, @Tenant, @kind, @severity, @Title, @Text, @Link, @Subject, @key, @HappenedAt, @CreatedAt) on conflict (billing_account_id, key) do nothing
        """, new { notification.Id, tenant.Tenant, kind = notification.Kind.ToText(), severity = notification.Severity.ToText(), notification.Title, notification.Text, notification.Link, notification.Subject, key, notification.HappenedAt, notification.CreatedAt }) > 0;

    /// <summary>The job of a delivery; another one for each time that somebody asks for it again.</summary>
    public Task<Guid> QueueAsync(TenantScope scope, TenantRef tenant, Guid delivery, Guid channel, int resends, DateTimeOffset? due, CancellationToken ct) => jobs.AddAsync(scope, tenant.Tenant,
        new NewJob(JobKind.Notify, $"{delivery:N}:{resends}", LaneOf(channel), JsonSerializer.Serialize(new { delivery }), delivery.ToString("N"), NotBefore: due), ct);

    private static async Task<List<Channel>> ChannelsAsync(TenantScope scope, TenantRef tenant, DateTimeOffset now)
    {
        var rows = await scope.QueryAsync<ChannelRow>("""
            select c.id, array_to_string(c.told, ',') as told, c.digest,
                   (select count(*) from notification_delivery d where d.channel_id = c.id and d.created_at > @minute and d.slot like 'one:%')::int as last_minute,
                   (select count(*) from notification_delivery d where d.channel_id = c.id and d.state in ('waiting', 'sending'))::int as waiting
              from notification_channel c where c.billing_account_id = @Tenant and c.removed_at is null and c.is_on and c.kind <> 'wake_up' order by c.id
            """, new { tenant.Tenant, minute = now.AddMinutes(-1) });
        return [.. rows.Select(row => new Channel(row.Id, NotificationRows.Told(row.Told), EnumText.Parse<DigestMode>(row.Digest)) { LastMinute = row.LastMinute, Waiting = row.Waiting })];
    }

    private async Task PlanAsync(TenantScope scope, TenantRef tenant, Channel channel, QuietHours quiet, Notification notification, DateTimeOffset now, CancellationToken ct)
    {
        if (DeliveryPlanner.Plan(channel.Told, channel.Digest, quiet, notification, (channel.LastMinute, channel.Waiting), now) is not { } plan) return;
        if (plan.Slot == DeliveryPlanner.Full)
        {
            await scope.ExecuteAsync("""
                update notification_delivery set left_out = left_out + 1
                 where id = (select id from notification_delivery where channel_id = @Id and state in ('waiting', 'sending') order by created_at desc limit 1)
                """, new { channel.Id });
            return;
        }

        // A delivery that is on its way is no longer of its slot, so what comes now begins another.
        var row = await scope.QuerySingleAsync<Slot>("""
            with written as (
              insert into notification_delivery as d (id, billing_account_id, channel_id, slot, state, due_at, created_at, changed_at)
              values (@id, @Tenant, @channel, @Slot, 'waiting', @Due, @now, @now)
                  on conflict (channel_id, slot) where state = 'waiting' and attempts = 0
                  do update set left_out = d.left_out + case when (select count(*) from notification_delivery_item i where i.delivery_id = d.id) >= @MostTogether then 1 else 0 end
              returning d.id, d.left_out, d.xmax = 0 as is_new),
            told as (insert into notification_delivery_item (delivery_id, notification_id, billing_account_id) select w.id, @item, @Tenant from written w where w.left_out = 0)
            select * from written
            """, new { id = Guid.CreateVersion7(now), tenant.Tenant, channel = channel.Id, plan.Slot, plan.Due, now, DeliveryPlanner.MostTogether, item = notification.Id });
        if (row.IsNew)
        {
            await QueueAsync(scope, tenant, row.Id, channel.Id, 0, plan.Due, ct);
            channel.Waiting++;
        }

        if (plan.Slot.StartsWith("one:", StringComparison.Ordinal)) channel.LastMinute++;
    }

    private sealed record Slot(Guid Id, int LeftOut, bool IsNew);

    private sealed record ChannelRow(Guid Id, string Told, string Digest, int LastMinute, int Waiting);

    private sealed record Channel(Guid Id, IReadOnlySet<NotificationKind> Told, DigestMode Digest)
    {
        public int LastMinute { get; set; }

        public int Waiting { get; set; }
    }
}
