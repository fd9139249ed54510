using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>Reads the kept accounts of copied trades.</summary>
public interface ITradeExplanations
{
    /// <summary>By the decision; null while none was written, or when it is not this account's.</summary>
    Task<KeptExplanation?> OfDecisionAsync(TenantRef tenant, Guid decision, CancellationToken ct);

    /// <summary>By our order; null as above.</summary>
    Task<KeptExplanation?> OfOrderAsync(TenantRef tenant, OrderId order, CancellationToken ct);
}
