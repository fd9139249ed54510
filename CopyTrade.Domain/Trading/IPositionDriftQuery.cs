using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Reads the last comparison of positions with venue and chain.</summary>
public interface IPositionDriftQuery
{
    /// <summary>One row for each outcome of the active wallet, the largest difference first.</summary>
    Task<IReadOnlyList<PositionDrift>> ListAsync(TenantRef tenant, CancellationToken ct);
}
