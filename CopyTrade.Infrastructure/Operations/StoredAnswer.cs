namespace CopyTrade.Infrastructure.Operations;

/// <summary>What was answered to a request that named an idempotency key.</summary>
public sealed record StoredAnswer(byte[] Request, int Status, string ContentType, string Body, string? Location);
