using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>
/// Looks the records through for what people are told of. Reads again from a little before where it ended, because a record
/// may be committed later than it is dated; the key of a notification makes sure that it is told once, by however many hosts.
/// </summary>
internal sealed class NewsReader(Databases databases, TenantScopes scopes, DeliveryWriter deliveries, FeedNews feeds, TimeProvider clock)
{
    /// <summary>After a longer outage older news is no news: it stands in the records.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromHours(24);

    private const int TenantsAtOnce = 200;
    private const int MostAtOnce = 1_000;
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>How many were told.</summary>
    public async Task<int> RunAsync(IReadOnlyList<TenantRef> tenants, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var from = await ProgressAsync(now, ct);
        // After a clock was set back the last look lies ahead: what happens meanwhile is news all the same.
        var since = (from > now ? now : from > now - Oldest ? from : now - Oldest) - Overlap;
        var (told, isAll) = (0, true);
        var ofAll = feeds.Read(now);
        foreach (var some in tenants.Chunk(TenantsAtOnce))
        {
            var rows = await scopes.ReadManyAsync<NewsRow>(
                some, NewsSql.Find, new { tenants = some.Select(tenant => tenant.Tenant.Value).ToArray(), since, now, minuteAgo = now.AddMinutes(-1), aMomentAgo = now.AddSeconds(-10), tenMinutesAgo = now.AddMinutes(-10), quarterAgo = now.AddMinutes(-15), most = MostAtOnce }, ct);
            isAll &= rows.Count < MostAtOnce;
            var byTenant = rows.ToLookup(row => row.Tenant);
            foreach (var tenant in some)
            {
                var news = byTenant[tenant.Tenant].Select(row => (row.Key, NewsWriter.Of(row, now))).Concat(await FreshAsync(tenant, ofAll, ct)).ToList();
                if (news.Count == 0) continue;
                await using var scope = await scopes.OpenManyAsync([tenant], ct);
                told += await deliveries.WriteAsync(scope, tenant, news, null, ct);
                await scope.CommitAsync();
            }
        }

        if (isAll) await ProgressAsync(now, from, ct);
        return told;
    }

    private async Task<IEnumerable<(string, Notification)>> FreshAsync(TenantRef tenant, IReadOnlyList<(string Key, Notification Notification)> news, CancellationToken ct)
    {
        if (news.Count == 0) return [];
        var known = await scopes.ReadManyAsync<string>([tenant], "select key from notification where billing_account_id = @Tenant and key = any(@keys)", new { tenant.Tenant, keys = news.Select(one => one.Key).ToArray() }, ct);
        return news.Where(one => !known.Contains(one.Key));
    }

    private async Task<DateTimeOffset> ProgressAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await databases.Worker.OpenConnectionAsync(ct);
        // What happened before the first look is not told. Read by a statement of its own: it sees what another host put in at the same moment.
        return await connection.QuerySingleAsync<DateTimeOffset>(new("""
            insert into notification_progress (read_to) values (@now) on conflict (id) do nothing;
            select read_to from notification_progress;
            """, new { now }, cancellationToken: ct));
    }

    private async Task ProgressAsync(DateTimeOffset now, DateTimeOffset from, CancellationToken ct)
    {
        if (now - from < TimeSpan.FromSeconds(10) && now >= from) return;   // within the overlap there is nothing to keep
        await using var connection = await databases.Worker.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new("update notification_progress set read_to = greatest(read_to, @now)", new { now }, cancellationToken: ct));
    }
}
