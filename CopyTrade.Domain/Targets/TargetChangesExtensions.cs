using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>Following with a size and no rules of its own.</summary>
public static class TargetChangesExtensions
{
    /// <summary>Follows a wallet with a size of its own and the tenant's rules.</summary>
    public static Task<TargetChange> AddAsync(
        this ITargetChanges changes, TenantRef tenant, string walletText, string? label, SizingPolicy sizing, Usdc maxPerTrade, int filterPercentile, CancellationToken ct) =>
        changes.AddAsync(tenant, walletText, new TargetEdit(label, sizing, maxPerTrade, filterPercentile), ct);
}
