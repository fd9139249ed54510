using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Targets;

/// <summary>A row of <c>copy_default</c>.</summary>
internal sealed class DefaultRow
{
    public required string Policy { get; init; }

    public Usdc MaxPerTrade { get; init; }

    public int FilterPercentile { get; init; }

    public required string Rules { get; init; }

    public static async Task<CopyDefaults> ReadAsync(TenantScope scope, TenantRef tenant) =>
        await scope.QuerySingleOrDefaultAsync<DefaultRow>(
            """
            select policy::text as Policy, mirror_max_usdc_per_trade as MaxPerTrade, mirror_filter_percentile as FilterPercentile, rules::text as Rules
              from copy_default where billing_account_id = @Tenant
            """, new { tenant.Tenant }) is { } row
            ? new(DomainJson.Read<SizingPolicy>(row.Policy), row.MaxPerTrade, row.FilterPercentile, DomainJson.Read<CopyRules>(row.Rules))
            : CopyDefaults.Initial;

    public static Task WriteAsync(TenantScope scope, TenantRef tenant, CopyDefaults defaults, DateTimeOffset now) => scope.ExecuteAsync(
        """
        insert into copy_default (billing_account_id, policy, mirror_max_usdc_per_trade, mirror_filter_percentile, rules, updated_at)
        values (@Tenant, @policy::jsonb, @MaxPerTrade, @FilterPercentile, @rules::jsonb, @now)
            on conflict (billing_account_id) do update
           set policy = excluded.policy, mirror_max_usdc_per_trade = excluded.mirror_max_usdc_per_trade, mirror_filter_percentile = excluded.mirror_filter_percentile,
               rules = excluded.rules, updated_at = excluded.updated_at
        """,
        new { tenant.Tenant, policy = DomainJson.Write(defaults.Sizing), defaults.MaxPerTrade, defaults.FilterPercentile, rules = DomainJson.Write(defaults.Rules), now });
}
