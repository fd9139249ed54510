namespace CopyTrade.Domain.Alerts;

/// <summary>A job to be stored in the transaction of what asks for it.</summary>
/// <param name="Kind">Who handles it.</param>
/// <param name="Key">At most one job of a kind has it in a tenant: asking again changes nothing.</param>
/// <param name="Lane">Jobs of one lane (an address, a wallet) run one after the other, so that a slow one holds up nobody else; 1 to 200 characters.</param>
/// <param name="Payload">JSON of the handler's own shape, without secrets.</param>
/// <param name="CorrelationId">The same from the alert to the order (R4.23).</param>
/// <param name="AlertId">The alert that asks, if one does.</param>
/// <param name="NotBefore">When it may start (UTC); null for at once.</param>
public sealed record NewJob(JobKind Kind, string Key, string Lane, string Payload, string CorrelationId, Guid? AlertId = null, DateTimeOffset? NotBefore = null);
