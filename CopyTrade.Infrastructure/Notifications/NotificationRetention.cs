using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>What people were told long ago. One that a message still speaks of stays until the message goes. News are looked for at most a day back, so none is told again.</summary>
internal sealed class NotificationRetention(TenantScopes scopes) : IRetention
{
    private const string ForgetSql = """
        delete from notification where id in (
          select n.id from notification n
           where n.billing_account_id = any (@tenants) and n.created_at < @before and not exists (select from notification_delivery_item i where i.notification_id = n.id)
           order by n.created_at limit @most)
        """;

    public int Days(RetentionOptions options) => options.NotificationDays;

    public async Task<int> ForgetAsync(IReadOnlyCollection<TenantRef> tenants, DateTimeOffset before, int most, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        var gone = await scope.ExecuteAsync(ForgetSql, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), before = before.UtcDateTime, most });
        if (gone > 0) await scope.CommitAsync();
        return gone;
    }
}
