using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>What rules saw while nothing happened. Events, exits and orders stay.</summary>
internal sealed class EvaluationRetention(TenantScopes scopes) : IRetention
{
    private const string ForgetSql = """
        delete from rule_evaluation where id in (
          select v.id from rule_evaluation v where v.billing_account_id = any (@tenants) and v.last_at < @before order by v.last_at limit @most)
        """;

    public int Days(RetentionOptions options) => options.EvaluationDays;

    public async Task<int> ForgetAsync(IReadOnlyCollection<TenantRef> tenants, DateTimeOffset before, int most, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        var gone = await scope.ExecuteAsync(ForgetSql, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), before = before.UtcDateTime, most });
        if (gone > 0) await scope.CommitAsync();
        return gone;
    }
}
