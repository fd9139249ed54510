using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>Messages that are sent, given up or dropped, with their attempts.</summary>
internal sealed class DeliveryRetention(TenantScopes scopes) : IRetention
{
    private const string OldSql = """
        select d.id from notification_delivery d
         where d.billing_account_id = any (@tenants) and d.state in ('sent', 'failed', 'dropped') and d.created_at < @before and d.changed_at < @before
         order by d.created_at limit @most for update skip locked
        """;

    public int Days(RetentionOptions options) => options.DeliveryDays;

    public async Task<int> ForgetAsync(IReadOnlyCollection<TenantRef> tenants, DateTimeOffset before, int most, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        var ids = (await scope.QueryAsync<Guid>(OldSql, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), before = before.UtcDateTime, most })).ToArray();
        if (ids.Length == 0) return 0;
        await scope.ExecuteAsync("delete from notification_attempt where delivery_id = any (@ids)", new { ids });
        await scope.ExecuteAsync("delete from notification_delivery_item where delivery_id = any (@ids)", new { ids });
        await scope.ExecuteAsync("delete from notification_delivery where id = any (@ids)", new { ids });
        await scope.CommitAsync();
        return ids.Length;
    }
}
