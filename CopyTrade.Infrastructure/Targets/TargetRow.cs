using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Targets;

/// <summary>A row of <c>copy_target</c>.</summary>
internal sealed class TargetRow
{
    public const string Columns = """
        t.id, t.billing_account_id as Tenant, t.wallet, t.target_key as Key, t.label, t.policy::text as Policy,
        t.mirror_max_usdc_per_trade as MaxPerTrade, t.mirror_filter_percentile as FilterPercentile, t.rules::text as Rules, t.created_at, t.disabled_at
        """;

    public TargetRowId Id { get; init; }

    public TenantId Tenant { get; init; }

    public required WalletAddress Wallet { get; init; }

    public TargetKey Key { get; init; }

    public string? Label { get; init; }

    public required string Policy { get; init; }

    public Usdc MaxPerTrade { get; init; }

    public int FilterPercentile { get; init; }

    public string? Rules { get; init; }

    /// <summary>The tenant's default, where the query joins it.</summary>
    public string? TenantRules { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>A target that is followed, locked until the end of the transaction; null when there is none.</summary>
    public static async Task<CopyTarget?> FindForChangeAsync(TenantScope scope, TenantRef tenant, TargetRowId id) =>
        (await scope.QuerySingleOrDefaultAsync<TargetRow>(
            $"select {Columns} from copy_target t where t.billing_account_id = @Tenant and t.id = @id and t.disabled_at is null for update", new { tenant.Tenant, id }))?.ToTarget();

    public CopyTarget ToTarget() => new(
        Id, Tenant, Wallet, Key, Label, DomainJson.Read<SizingPolicy>(Policy), MaxPerTrade, FilterPercentile, CreatedAt, DisabledAt,
        Rules is null ? null : DomainJson.Read<CopyRules>(Rules));
}
