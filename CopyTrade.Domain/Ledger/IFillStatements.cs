using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Ledger;

/// <summary>Statements of single matches.</summary>
public interface IFillStatements
{
    /// <summary>The newest, newest first.</summary>
    Task<IReadOnlyList<FillStatement>> ReadAsync(TenantRef tenant, int most, CancellationToken ct);

    /// <summary>All of them, oldest first, as they come from the database.</summary>
    IAsyncEnumerable<FillStatement> ExportAsync(TenantRef tenant, CancellationToken ct);
}
