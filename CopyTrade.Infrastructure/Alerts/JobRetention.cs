using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>Durable jobs that are over, with their attempts. A job that led to an order stays: it is part of what became of money. A parked one waits for somebody.</summary>
internal sealed class JobRetention(TenantScopes scopes) : IRetention
{
    private const string OldSql = """
        select j.id from harness_job j
         where j.billing_account_id = any (@tenants) and j.status in ('succeeded', 'failed') and j.ended_at < @before and not exists (select from execution_attempt x where x.job_id = j.id)
         order by j.ended_at limit @most for update skip locked
        """;

    public int Days(RetentionOptions options) => options.JobDays;

    public async Task<int> ForgetAsync(IReadOnlyCollection<TenantRef> tenants, DateTimeOffset before, int most, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        var ids = (await scope.QueryAsync<Guid>(OldSql, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), before = before.UtcDateTime, most })).ToArray();
        if (ids.Length == 0) return 0;
        await scope.ExecuteAsync("delete from harness_attempt where job_id = any (@ids)", new { ids });
        await scope.ExecuteAsync("delete from harness_job where id = any (@ids)", new { ids });
        await scope.CommitAsync();
        return ids.Length;
    }
}
