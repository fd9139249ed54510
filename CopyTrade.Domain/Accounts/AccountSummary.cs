using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Accounts;

/// <summary>One of a person's accounts.</summary>
/// <param name="Tenant">The account.</param>
/// <param name="Money">Live or paper; never changes.</param>
/// <param name="Start">Paper money that it began with; null for a live account.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="ClosedAt">When a paper account was reset; null while it trades.</param>
public sealed record AccountSummary(TenantRef Tenant, AccountMoney Money, Usdc? Start, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt);
