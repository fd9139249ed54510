using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>Where to look for jobs.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="AfterLane">Lanes behind this one come first, so that each has its turn.</param>
/// <param name="Most">How many may be taken.</param>
internal sealed record JobClaim(TenantRef Tenant, JobKind Kind, string AfterLane, int Most);
