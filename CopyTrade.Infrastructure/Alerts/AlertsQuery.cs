using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Alerts;

internal sealed class AlertsQuery(TenantScopes scopes) : IAlertsQuery
{
    private const string ListSql = $"""
        {AlertRow.Select}
         where a.billing_account_id = @Tenant and (@status::text is null or a.status = @status) and (@before::uuid is null or a.id < @before)
         order by a.id desc limit @limit
        """;

    public async Task<IReadOnlyList<AlertEntry>> ListAsync(TenantRef tenant, AlertStatus? status, Guid? before, int limit, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<AlertRow>(ListSql, new { tenant.Tenant, status = status?.ToText(), before, limit })).Select(row => row.ToEntry())];
    }

    public async Task<AlertEntry?> FindAsync(TenantRef tenant, Guid id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return (await scope.QuerySingleOrDefaultAsync<AlertRow>($"{AlertRow.Select} where a.billing_account_id = @Tenant and a.id = @id", new { tenant.Tenant, id }))?.ToEntry();
    }
}
