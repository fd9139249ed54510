using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Reads the pauses and halts that a tenant is or was under, the platform's included.</summary>
public interface IHaltHistory
{
    /// <summary>Those that hold first, then released ones; the newest first in both.</summary>
    Task<IReadOnlyList<HaltRecord>> ListAsync(TenantRef tenant, int limit, CancellationToken ct);
}
