using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Ledger;

/// <summary>Reads the ledger of one account.</summary>
public interface IPerformanceQuery
{
    /// <summary>Everything up to now, with marks of these last days.</summary>
    /// <param name="tenant">The account.</param>
    /// <param name="days">How many days need marks, today included, 1 to 800.</param>
    /// <param name="ct">Cancels.</param>
    Task<PerformanceFacts> ReadAsync(TenantRef tenant, int days, CancellationToken ct);

    /// <summary>The journal, oldest first, as it comes from the database; ends when all is read.</summary>
    IAsyncEnumerable<LedgerExportRow> ExportAsync(TenantRef tenant, DateTimeOffset? since, CancellationToken ct);
}
