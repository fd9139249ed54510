using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Targets.Leaving;

namespace CopyTrade.Infrastructure.Targets;

/// <summary>Each change is one transaction; the database's unique index decides about duplicates.</summary>
internal sealed class TargetChanges(TenantScopes scopes, TimeProvider clock) : ITargetChanges
{
    public async Task<TargetChange> AddAsync(TenantRef tenant, string walletText, TargetEdit edit, CancellationToken ct)
    {
        if (!WalletText.TryFind(walletText, out var wallet)) return TargetErrors.WalletMalformed;
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var isOwn = await scope.QuerySingleAsync<bool>(
            "select exists (select 1 from wallet_connection where billing_account_id = @Tenant and revoked_at is null and @wallet in (signer, funder))", new { tenant.Tenant, wallet });
        if (isOwn) return TargetErrors.OwnWallet;
        var defaults = await DefaultRow.ReadAsync(scope, tenant);
        var target = new CopyTarget(
            new TargetRowId(Guid.NewGuid()), tenant.Tenant, wallet, TargetKey.Of(wallet), Trimmed(edit.Label), edit.Sizing ?? defaults.Sizing, edit.MaxPerTrade ?? defaults.MaxPerTrade,
            edit.FilterPercentile ?? defaults.FilterPercentile, clock.GetUtcNow(), null, Kept(edit.Rules));
        if (TargetErrors.Of(TargetSettings.Of(target), defaults.Rules) is { } problem) return problem;

        var written = await scope.ExecuteAsync(
            """
            insert into copy_target (id, billing_account_id, created_by_user_id, wallet, target_key, label, policy, mirror_max_usdc_per_trade, mirror_filter_percentile, rules, created_at)
            values (@Id, @Tenant, @Owner, @Wallet, @Key, @Label, @policy::jsonb, @MaxPerTrade, @FilterPercentile, @rules::jsonb, @CreatedAt)
                on conflict (billing_account_id, wallet) where disabled_at is null do nothing
            """,
            new
            {
                target.Id, target.Tenant, tenant.Owner, target.Wallet, target.Key, target.Label, policy = DomainJson.Write(target.Sizing), target.MaxPerTrade, target.FilterPercentile,
                rules = JsonOf(target.Rules), target.CreatedAt,
            });
        if (written == 0) return TargetErrors.Duplicate;
        return await FinishAsync(scope, tenant, null, target);
    }

    public async Task<TargetChange> UpdateAsync(TenantRef tenant, TargetRowId id, TargetEdit edit, CancellationToken ct)
    {
        await using var scope = await OpenAsync(tenant, ct);
        if (await TargetRow.FindForChangeAsync(scope, tenant, id) is not { } target) return TargetErrors.NotFound;
        var changed = target with
        {
            Label = edit.Label is null ? target.Label : Trimmed(edit.Label),
            Sizing = edit.Sizing ?? target.Sizing,
            MaxPerTrade = edit.MaxPerTrade ?? target.MaxPerTrade,
            FilterPercentile = edit.FilterPercentile ?? target.FilterPercentile,
            Rules = edit.Rules is null ? target.Rules : Kept(edit.Rules),
        };
        var defaults = await DefaultRow.ReadAsync(scope, tenant);
        if (TargetErrors.Of(TargetSettings.Of(changed), defaults.Rules) is { } problem) return problem;
        await scope.ExecuteAsync(
            """
            update copy_target set label = @Label, policy = @policy::jsonb, mirror_max_usdc_per_trade = @MaxPerTrade, mirror_filter_percentile = @FilterPercentile, rules = @rules::jsonb
             where id = @Id
            """,
            new { changed.Label, policy = DomainJson.Write(changed.Sizing), changed.MaxPerTrade, changed.FilterPercentile, rules = JsonOf(changed.Rules), changed.Id });
        return await FinishAsync(scope, tenant, target, changed);
    }

    public async Task<TargetChange> RemoveAsync(TenantRef tenant, TargetRowId id, CancellationToken ct)
    {
        await using var scope = await OpenAsync(tenant, ct);
        await TargetExitEnds.TakeTurnsAsync(scope, tenant, id);
        if (await TargetRow.FindForChangeAsync(scope, tenant, id) is not { } target) return TargetErrors.NotFound;
        var now = clock.GetUtcNow();
        var leaving = await TargetExitRow.FindOpenAsync(scope, tenant, id);
        if (leaving is not null) await TargetExitEnds.GiveUpAsync(scope, tenant, leaving, TargetExitDecider.Unfollowed, now);
        var removed = await TargetRemovals.RemoveAsync(scope, tenant, target, leaving?.Until, now);
        await scope.CommitAsync();
        return new TargetChange.Done(removed);
    }

    public async Task<DefaultsChange> SetDefaultsAsync(TenantRef tenant, CopyDefaults defaults, CancellationToken ct)
    {
        if (TargetErrors.Of(defaults, CopyRules.None) is { } problem) return new DefaultsChange.Refused(problem.Code, problem.Message);
        await using var scope = await OpenAsync(tenant, ct);
        var before = await DefaultRow.ReadAsync(scope, tenant);
        await DefaultRow.WriteAsync(scope, tenant, defaults, clock.GetUtcNow());
        await TargetHistory.AddAsync(scope, tenant, null, SettingsOf(before), SettingsOf(defaults), clock.GetUtcNow());
        scope.Announce(ChangeKind.Targets, tenant.Tenant);
        await scope.CommitAsync();
        return new DefaultsChange.Done(defaults);
    }

    private async Task<TenantScope> OpenAsync(TenantRef tenant, CancellationToken ct)
    {
        var scope = await scopes.OpenAsync(tenant, ct);
        await TargetTurns.TakeAsync(scope, tenant);
        return scope;
    }

    private static TargetSettings SettingsOf(CopyDefaults defaults) => new(null, defaults.Sizing, defaults.MaxPerTrade, defaults.FilterPercentile, defaults.Rules, true);

    private async Task<TargetChange> FinishAsync(TenantScope scope, TenantRef tenant, CopyTarget? before, CopyTarget after)
    {
        await TargetHistory.AddAsync(scope, tenant, after.Id, before is null ? null : TargetSettings.Of(before), TargetSettings.Of(after), clock.GetUtcNow());
        scope.Announce(ChangeKind.Targets, tenant.Tenant);
        await scope.CommitAsync();
        return new TargetChange.Done(after);
    }

    // No rule of its own is the same as no rules: it is stored one way.
    private static CopyRules? Kept(CopyRules? rules) => rules == CopyRules.None ? null : rules;

    private static string? JsonOf(CopyRules? rules) => rules is null ? null : DomainJson.Write(rules);

    private static string? Trimmed(string? label) => string.IsNullOrWhiteSpace(label) ? null : label.Trim();
}
