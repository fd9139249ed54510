using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>Changes that touch the size only.</summary>
public static class TargetChangesExtensions
{
    /// <summary>Follows a wallet with a size of its own and the tenant's rules.</summary>
    public static Task<TargetChange> AddAsync(
        this ITargetChanges changes, TenantRef tenant, string walletText, string? label, SizingPolicy sizing, Usdc maxPerTrade, int filterPercentile, CancellationToken ct) =>
        changes.AddAsync(tenant, walletText, new TargetEdit(label, sizing, maxPerTrade, filterPercentile), ct);

    /// <summary>Changes label and size; null keeps what is.</summary>
    public static Task<TargetChange> UpdateAsync(
        this ITargetChanges changes, TenantRef tenant, TargetRowId id, string? label, SizingPolicy? sizing, Usdc? maxPerTrade, int? filterPercentile, CancellationToken ct) =>
        changes.UpdateAsync(tenant, id, new TargetEdit(label, sizing, maxPerTrade, filterPercentile), ct);
}
