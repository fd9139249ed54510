using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>The tenants with something unfinished: what <see cref="OpenBusiness"/> answers to the loops that look through the ledger.</summary>
public delegate Task<IReadOnlyList<TenantRef>> BusyTenants(CancellationToken ct);
