using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>A tenant, the target through which it follows, and the rules that count for it.</summary>
internal sealed record Follower(TenantRef Tenant, CopyTarget Target, CopyRules Rules);
