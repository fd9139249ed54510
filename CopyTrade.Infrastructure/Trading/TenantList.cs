using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>The tenants with business now, from the one sanctioned enumerator.</summary>
public delegate IReadOnlyList<TenantRef> TenantList();
