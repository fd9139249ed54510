using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Research.Days;

/// <summary>Reads the report of one day of one account: paper and live are never one.</summary>
public interface IDayReports
{
    /// <summary>The report; of a day that is not over as far as it is known.</summary>
    /// <param name="tenant">The account.</param>
    /// <param name="day">A UTC day.</param>
    /// <param name="ct">Cancels.</param>
    Task<DayReport> ReadAsync(TenantRef tenant, DateOnly day, CancellationToken ct);
}
