using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Operations;

/// <summary>Word that something was committed; it says what to read again, never the content.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="Tenant">Whose rows; null for global rows or for everybody.</param>
public sealed record Change(ChangeKind Kind, TenantId? Tenant);
