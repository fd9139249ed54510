using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Alerts;

/// <summary>One taken job, valid while its lease is (R4.17).</summary>
/// <param name="Id">Of the job; stays over all attempts.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Kind">Who handles it.</param>
/// <param name="Payload">JSON of the handler's own shape.</param>
/// <param name="Attempt">The first is 1.</param>
/// <param name="Fence">Grows with every taking: what a holder of an older one writes is refused.</param>
/// <param name="CorrelationId">The same from the alert to the order (R4.23).</param>
/// <param name="AlertId">The alert that asked for it, if one did.</param>
public sealed record HarnessJob(Guid Id, TenantRef Tenant, JobKind Kind, string Payload, int Attempt, long Fence, string CorrelationId, Guid? AlertId);
