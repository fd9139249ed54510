using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Alerts;

/// <summary>Durable jobs, for pages and the API.</summary>
public interface IHarness
{
    /// <summary>Newest first.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="status">Only those; null for all.</param>
    /// <param name="alert">Only those of this alert; null for all.</param>
    /// <param name="before">The last one of the page before; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Stops the reading.</param>
    Task<IReadOnlyList<JobEntry>> ListAsync(TenantRef tenant, JobStatus? status, Guid? alert, Guid? before, int limit, CancellationToken ct);

    /// <summary>Null for none, and for another tenant's.</summary>
    Task<JobEntry?> FindAsync(TenantRef tenant, Guid id, CancellationToken ct);

    /// <summary>First to last.</summary>
    Task<IReadOnlyList<JobAttempt>> AttemptsAsync(TenantRef tenant, Guid id, CancellationToken ct);

    /// <summary>Has a failed or parked job tried again, at once and with all its attempts.</summary>
    Task<JobChange> RetryAsync(TenantRef tenant, Guid id, CancellationToken ct);

    /// <summary>Sets a waiting or failed job aside.</summary>
    Task<JobChange> ParkAsync(TenantRef tenant, Guid id, CancellationToken ct);
}
