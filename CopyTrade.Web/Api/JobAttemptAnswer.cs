namespace CopyTrade.Web.Api;

/// <summary>One attempt at a durable job.</summary>
internal sealed record JobAttemptAnswer(int Number, int Looks, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Outcome, string? Error);
