using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Reads sync health of one tenant.</summary>
public interface ISyncHealthQuery
{
    /// <summary>The figures now.</summary>
    Task<SyncHealth> ReadAsync(TenantRef tenant, CancellationToken ct);
}
