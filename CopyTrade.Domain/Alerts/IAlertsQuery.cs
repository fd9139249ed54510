using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Alerts;

/// <summary>Alerts that came.</summary>
public interface IAlertsQuery
{
    /// <summary>Newest first.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="status">Only those; null for all.</param>
    /// <param name="before">The last one of the page before; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Stops the reading.</param>
    Task<IReadOnlyList<AlertEntry>> ListAsync(TenantRef tenant, AlertStatus? status, Guid? before, int limit, CancellationToken ct);

    /// <summary>Null for none, and for another tenant's.</summary>
    Task<AlertEntry?> FindAsync(TenantRef tenant, Guid id, CancellationToken ct);
}
