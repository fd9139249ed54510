namespace CopyTrade.Domain.Alerts;

/// <summary>A durable job as people see it.</summary>
/// <param name="Id">Its own.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Lane">Jobs of one lane run one after the other.</param>
/// <param name="Attempts">Begun ones.</param>
/// <param name="NextAt">When it may be taken (UTC), while it waits; null otherwise.</param>
/// <param name="LeaseUntil">How long its worker holds it (UTC); null when nobody does.</param>
/// <param name="Error">What went wrong last; null when nothing did.</param>
/// <param name="Note">What it led to; null before, and when there is nothing to say.</param>
/// <param name="CorrelationId">The same from the alert to the order (R4.23).</param>
/// <param name="AlertId">The alert that asked for it; null for another asker.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="EndedAt">UTC; null while it waits or runs.</param>
public sealed record JobEntry(
    Guid Id, JobKind Kind, JobStatus Status, string Lane, int Attempts, DateTimeOffset? NextAt, DateTimeOffset? LeaseUntil, string? Error, string? Note, string CorrelationId, Guid? AlertId,
    DateTimeOffset CreatedAt, DateTimeOffset? EndedAt);
