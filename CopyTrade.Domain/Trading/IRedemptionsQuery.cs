using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Reads redemptions of one tenant.</summary>
public interface IRedemptionsQuery
{
    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<RedemptionRow>> ListAsync(TenantRef tenant, int limit, CancellationToken ct);
}
