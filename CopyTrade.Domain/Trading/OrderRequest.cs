using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>An intent as it stands in the ledger, asking to be allowed.</summary>
/// <param name="Tenant">Whose order.</param>
/// <param name="Intent">What is wanted.</param>
/// <param name="CreatedAt">When the ledger row was written: the windows of the caps and the derived timestamp go by it.</param>
public sealed record OrderRequest(TenantRef Tenant, OrderIntent Intent, DateTimeOffset CreatedAt);
