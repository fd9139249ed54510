using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring.Days;

/// <summary>Asks for replays and reads them under the rights of the person who looks. The row and its job are one commit.</summary>
internal sealed class DayReplays(TenantScopes scopes, JobQueue queue, TimeProvider clock) : IDayReplays
{
    private const string AskSql = """
        insert into day_replay as known (billing_account_id, copy_target_id, run_id, requested_at)
        select t.billing_account_id, t.id, @run, @now from copy_target t where t.billing_account_id = @Tenant and t.id = @target and t.disabled_at is null
            on conflict (billing_account_id, copy_target_id) do update set run_id = excluded.run_id, requested_at = excluded.requested_at, finished_at = null, problem = null
         where known.finished_at is not null or known.requested_at < @patience
        """;

    public async Task<bool> RequestAsync(TenantRef tenant, TargetRowId target, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var now = clock.GetUtcNow();
        var run = Guid.CreateVersion7(now);
        if (await scope.ExecuteAsync(AskSql, new { tenant.Tenant, target, run, now, patience = now - DayReplay.Patience }) == 0)
            return await scope.QuerySingleAsync<bool>("select exists (select from copy_target where billing_account_id = @Tenant and id = @target and disabled_at is null)", new { tenant.Tenant, target });
        await queue.AddAsync(scope, new NewJob(JobKind.ReplayDay, run.ToString("N"), "replay", JsonSerializer.Serialize(new { run, target = target.Value }), run.ToString("N")), ct);
        scope.Announce(ChangeKind.Targets, tenant.Tenant);
        await scope.CommitAsync();
        return true;
    }

    public async Task<IReadOnlyList<DayReplay>> ListAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<ReplayRow>($"{ReplayRow.Select} where r.billing_account_id = @Tenant and t.disabled_at is null order by t.created_at desc, t.id", new { tenant.Tenant });
        return [.. rows.Select(row => row.ToReplay())];
    }

    public async Task<DayReplay?> FindAsync(TenantRef tenant, TargetRowId target, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return (await scope.QuerySingleOrDefaultAsync<ReplayRow>($"{ReplayRow.Select} where r.billing_account_id = @Tenant and r.copy_target_id = @target", new { tenant.Tenant, target }))?.ToReplay();
    }
}
