using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading;

namespace CopyTrade.Infrastructure.Targets;

/// <summary>Each change is one transaction; the database's unique index decides about duplicates.</summary>
internal sealed class TargetChanges(TenantScopes scopes, TimeProvider clock) : ITargetChanges
{
    public async Task<TargetChange> AddAsync(TenantRef tenant, string walletText, string? label, SizingPolicy sizing, Usdc maxPerTrade, int filterPercentile, CancellationToken ct)
    {
        if (!WalletText.TryFind(walletText, out var wallet)) return TargetErrors.WalletMalformed;
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var isOwn = await scope.QuerySingleAsync<bool>(
            "select exists (select 1 from wallet_connection where billing_account_id = @Tenant and revoked_at is null and @wallet in (signer, funder))", new { tenant.Tenant, wallet });
        if (isOwn) return TargetErrors.OwnWallet;
        if (TargetErrors.Of(label, sizing, maxPerTrade, filterPercentile) is { } problem) return problem;

        var target = new CopyTarget(new TargetRowId(Guid.NewGuid()), tenant.Tenant, wallet, TargetKey.Of(wallet), Trimmed(label), sizing, maxPerTrade, filterPercentile, clock.GetUtcNow(), null);
        var written = await scope.ExecuteAsync(
            """
            insert into copy_target (id, billing_account_id, created_by_user_id, wallet, target_key, label, policy, mirror_max_usdc_per_trade, mirror_filter_percentile, created_at)
            values (@Id, @Tenant, @Owner, @Wallet, @Key, @Label, @policy::jsonb, @MaxPerTrade, @FilterPercentile, @CreatedAt)
                on conflict (billing_account_id, wallet) where disabled_at is null do nothing
            """,
            new { target.Id, target.Tenant, tenant.Owner, target.Wallet, target.Key, target.Label, policy = DomainJson.Write(sizing), target.MaxPerTrade, target.FilterPercentile, target.CreatedAt });
        if (written == 0) return TargetErrors.Duplicate;
        await FinishAsync(scope, tenant);
        return new TargetChange.Done(target);
    }

    public async Task<TargetChange> UpdateAsync(TenantRef tenant, TargetRowId id, string? label, SizingPolicy? sizing, Usdc? maxPerTrade, int? filterPercentile, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        if (await FindForChangeAsync(scope, tenant, id) is not { } target) return TargetErrors.NotFound;
        var changed = target with
        {
            Label = label is null ? target.Label : Trimmed(label),
            Sizing = sizing ?? target.Sizing,
            MaxPerTrade = maxPerTrade ?? target.MaxPerTrade,
            FilterPercentile = filterPercentile ?? target.FilterPercentile,
        };
        if (TargetErrors.Of(changed.Label, changed.Sizing, changed.MaxPerTrade, changed.FilterPercentile) is { } problem) return problem;
        await scope.ExecuteAsync(
            "update copy_target set label = @Label, policy = @policy::jsonb, mirror_max_usdc_per_trade = @MaxPerTrade, mirror_filter_percentile = @FilterPercentile where id = @Id",
            new { changed.Label, policy = DomainJson.Write(changed.Sizing), changed.MaxPerTrade, changed.FilterPercentile, changed.Id });
        await FinishAsync(scope, tenant);
        return new TargetChange.Done(changed);
    }

    public async Task<TargetChange> RemoveAsync(TenantRef tenant, TargetRowId id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        if (await FindForChangeAsync(scope, tenant, id) is not { } target) return TargetErrors.NotFound;
        var removed = target with { DisabledAt = clock.GetUtcNow() };
        await scope.ExecuteAsync("update copy_target set disabled_at = @DisabledAt where id = @Id", new { DisabledAt = removed.DisabledAt.Value.UtcDateTime, removed.Id });
        // What is committed wins: an entry that is written and not sent is never sent, one that rests is called back.
        await OrderCancels.RequestAsync(scope, tenant, MirrorKeys.BookOf(target.Key), "no longer followed", removed.DisabledAt.Value);
        await FinishAsync(scope, tenant);
        return new TargetChange.Done(removed);
    }

    private static async Task<CopyTarget?> FindForChangeAsync(TenantScope scope, TenantRef tenant, TargetRowId id) =>
        (await scope.QuerySingleOrDefaultAsync<TargetRow>(
            $"select {TargetRow.Columns} from copy_target t where t.billing_account_id = @Tenant and t.id = @id and t.disabled_at is null for update", new { tenant.Tenant, id }))?.ToTarget();

    private static async Task FinishAsync(TenantScope scope, TenantRef tenant)
    {
        await scope.NotifyAsync(ChangeKind.Targets, tenant.Tenant);
        await scope.CommitAsync();
    }

    private static string? Trimmed(string? label) => string.IsNullOrWhiteSpace(label) ? null : label.Trim();
}
