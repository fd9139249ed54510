using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>What a user may do to targets. Each call is one transaction.</summary>
public interface ITargetChanges
{
    /// <summary>Follows a wallet given as text: an address, or a profile URL that contains one.</summary>
    Task<TargetChange> AddAsync(TenantRef tenant, string walletText, string? label, SizingPolicy sizing, Usdc maxPerTrade, int filterPercentile, CancellationToken ct);

    /// <summary>Changes rules; null keeps what is.</summary>
    Task<TargetChange> UpdateAsync(TenantRef tenant, TargetRowId id, string? label, SizingPolicy? sizing, Usdc? maxPerTrade, int? filterPercentile, CancellationToken ct);

    /// <summary>Stops following; open positions stay.</summary>
    Task<TargetChange> RemoveAsync(TenantRef tenant, TargetRowId id, CancellationToken ct);
}
