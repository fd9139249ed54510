using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Ledger;

/// <summary>What was traded elsewhere with a connected wallet.</summary>
public interface IElsewhereTrades
{
    /// <summary>All of them counted, the newest listed; null without a live wallet.</summary>
    Task<ElsewhereTrades?> ReadAsync(TenantRef tenant, int most, CancellationToken ct);
}
