namespace CopyTrade.Domain.Alerts;

/// <summary>An alert as it is stored.</summary>
/// <param name="Id">Its own.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="Type">The sender's word.</param>
/// <param name="Mode">What it asks for.</param>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Payload">JSON object as stored.</param>
/// <param name="CorrelationId">The same in every log line from here to the order (R4.23).</param>
/// <param name="IsSigned">Whether it came with a signature.</param>
/// <param name="ReceivedAt">When it came (UTC).</param>
/// <param name="DecidedAt">When it ended (UTC); null before.</param>
/// <param name="JobId">The job that it led to; null for none.</param>
/// <param name="Result">What the job says: its note, or its last error; null for neither.</param>
public sealed record AlertEntry(
    Guid Id, string Source, string Type, AlertMode Mode, string Key, AlertStatus Status, string Payload, string CorrelationId, bool IsSigned,
    DateTimeOffset ReceivedAt, DateTimeOffset? DecidedAt, Guid? JobId, string? Result);
