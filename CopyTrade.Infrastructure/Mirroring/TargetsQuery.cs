using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Targets;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Reads targets under the rights of the person who looks.</summary>
internal sealed class TargetsQuery(TenantScopes scopes, TimeProvider clock) : ITargetsQuery
{
    private const string CountsSql = $"""
        select d.copy_target_id as Target, {StorySql.Result} as Result, count(*)::int as Stories from copy_decision d
        {StorySql.Joins}
         where d.billing_account_id = @Tenant and d.decided_at >= @midnight
         group by 1, 2
        """;

    private const string LastSql = """
        select w.wallet, f.trader, f.filled_at as At from unnest(@wallets) w (wallet)
          join lateral (select trader, filled_at from observed_fill o where o.wallet = w.wallet order by filled_at desc limit 1) f on true
        """;

    public async Task<IReadOnlyList<TargetCard>> ListAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<TargetRow>(
            $"select {TargetRow.Columns} from copy_target t where t.billing_account_id = @Tenant and t.disabled_at is null order by t.created_at, t.id", new { tenant.Tenant });
        var targets = rows.Select(row => row.ToTarget()).ToList();
        if (targets.Count == 0) return [];

        var now = clock.GetUtcNow();
        var counts = (await scope.QueryAsync<(Guid Target, string Result, int Stories)>(CountsSql, new { tenant.Tenant, midnight = DateTime.SpecifyKind(now.UtcDateTime.Date, DateTimeKind.Utc) }))
            .ToLookup(row => (row.Target, ActivityGroups.Of(EnumText.Parse<ActivityResult>(row.Result))), row => row.Stories);
        var last = (await scope.QueryAsync<(string Wallet, string? Trader, DateTime At)>(LastSql, new { wallets = targets.Select(target => target.Wallet.Value).ToArray() })).ToDictionary(row => row.Wallet);
        var exposure = await MirrorFactsReader.ExposureAsync(scope, tenant.Tenant, [.. targets.Select(target => MirrorKeys.BookOf(target.Key))], now);
        return [.. targets.Select(target =>
        {
            int In(ActivityGroup group) => counts[(target.Id.Value, group)].Sum();
            var (copied, skipped, failed, inFlight) = (In(ActivityGroup.Copied), In(ActivityGroup.Skipped), In(ActivityGroup.Failed), In(ActivityGroup.InFlight));
            var seen = last.TryGetValue(target.Wallet.Value, out var row);
            return new TargetCard(
                target, seen ? row.Trader : null, seen ? Timestamps.Utc(row.At) : null,
                copied + skipped + failed + inFlight, copied, skipped, failed, inFlight,
                exposure.GetValueOrDefault(MirrorKeys.BookOf(target.Key)));
        })];
    }

    public async Task<CopyTarget?> FindAsync(TenantRef tenant, TargetRowId id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return (await scope.QuerySingleOrDefaultAsync<TargetRow>($"select {TargetRow.Columns} from copy_target t where t.billing_account_id = @Tenant and t.id = @id", new { tenant.Tenant, id }))?.ToTarget();
    }

    public async Task<CopyDefaults> DefaultsAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await DefaultRow.ReadAsync(scope, tenant);
    }

    public async Task<IReadOnlyList<TargetHistoryEntry>> HistoryAsync(TenantRef tenant, TargetRowId? id, int limit, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await TargetHistory.ReadAsync(scope, tenant, id, limit);
    }
}
