namespace CopyTrade.Domain.Alerts;

/// <summary>One attempt at a durable job.</summary>
/// <param name="Number">The first is 1.</param>
/// <param name="Looks">How often it was looked at while under way.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="EndedAt">UTC; null while it runs.</param>
/// <param name="Outcome">done, again, underway, hopeless, released or expired; null while it runs.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record JobAttempt(int Number, int Looks, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Outcome, string? Error);
