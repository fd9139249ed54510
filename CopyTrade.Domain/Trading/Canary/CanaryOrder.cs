using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Trading.Canary;

/// <summary>How one of a canary's orders stands.</summary>
/// <param name="IsUnderWay">Not final, or its outcome is not known.</param>
/// <param name="Standing">Matched shares that no failed settlement took back.</param>
/// <param name="Unsettled">Of these, what is not final on chain.</param>
/// <param name="ChangedAt">When it last ended or settled, UTC.</param>
/// <param name="Refusal">Why it was denied or refused; null when it was not.</param>
public sealed record CanaryOrder(bool IsUnderWay, Shares Standing, Shares Unsettled, DateTimeOffset ChangedAt, string? Refusal);
