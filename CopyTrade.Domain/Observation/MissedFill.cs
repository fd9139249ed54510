namespace CopyTrade.Domain.Observation;

/// <summary>A fill that was not seen in time.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FilledAt">Block time, UTC.</param>
/// <param name="SeenAt">When it was seen after all; null when only the check found it.</param>
public sealed record MissedFill(FillId Id, DateTimeOffset FilledAt, DateTimeOffset? SeenAt);
