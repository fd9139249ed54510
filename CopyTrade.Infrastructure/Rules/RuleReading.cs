using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>What a look at the stored rules brought.</summary>
/// <param name="Before">Rules of the same tenants as they were known when it began.</param>
/// <param name="Read">Their active rules now.</param>
/// <param name="Among">Whose rules were read.</param>
/// <param name="IsWhole">Whether rules of others are to be forgotten.</param>
/// <param name="At">When it began, UTC.</param>
internal sealed record RuleReading(IReadOnlyList<WatchedRule> Before, IReadOnlyList<WatchedRule> Read, IReadOnlySet<TenantId> Among, bool IsWhole, DateTimeOffset At);
