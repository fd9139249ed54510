using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>The source that a request proved to be.</summary>
public sealed record AlertSender(TenantRef Tenant, Guid SourceId, string Name);
