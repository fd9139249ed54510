using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Reads what a tenant holds.</summary>
public interface IPositionsQuery
{
    /// <summary>Open and incoming positions, and closed ones when asked for, newest change first.</summary>
    Task<IReadOnlyList<PositionRow>> ListAsync(TenantRef tenant, bool includeClosed, CancellationToken ct);
}
