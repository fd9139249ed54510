using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Targets;

/// <summary>Who changed what: written with the change, never altered.</summary>
internal static class TargetHistory
{
    private const int Most = 200;

    public static Task AddAsync(TenantScope scope, TenantRef tenant, TargetRowId? target, TargetSettings? before, TargetSettings after, DateTimeOffset now) => scope.ExecuteAsync(
        """
        insert into copy_target_change (billing_account_id, copy_target_id, changed_by_user_id, changed_at, before, after)
        values (@Tenant, @target, @Owner, @now, @before::jsonb, @after::jsonb)
        """,
        new { tenant.Tenant, target, tenant.Owner, now, before = before is null ? null : DomainJson.Write(before), after = DomainJson.Write(after) });

    public static async Task<IReadOnlyList<TargetHistoryEntry>> ReadAsync(TenantScope scope, TenantRef tenant, TargetRowId? target, int limit)
    {
        var rows = await scope.QueryAsync<(DateTime At, Guid By, string? Before, string After)>(
            """
            select changed_at, changed_by_user_id, before::text, after::text from copy_target_change
             where billing_account_id = @Tenant and copy_target_id is not distinct from @target
             order by id desc limit @limit
            """, new { tenant.Tenant, target = target?.Value, limit = Math.Clamp(limit, 1, Most) });
        return [.. rows.Select(row => new TargetHistoryEntry(
            Timestamps.Utc(row.At), new UserId(row.By),
            row.Before is null ? null : DomainJson.Read<TargetSettings>(row.Before), DomainJson.Read<TargetSettings>(row.After)))];
    }
}
