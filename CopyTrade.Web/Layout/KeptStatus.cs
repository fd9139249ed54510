using CopyTrade.Domain.Accounts;

namespace CopyTrade.Web.Layout;

/// <summary>The frame's status as it was prerendered, and for whom.</summary>
internal sealed record KeptStatus(TenantRef Tenant, ShellStatus Status);
