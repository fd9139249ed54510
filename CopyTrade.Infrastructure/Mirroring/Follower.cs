using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>A tenant and the target through which it follows.</summary>
internal sealed record Follower(TenantRef Tenant, CopyTarget Target);
