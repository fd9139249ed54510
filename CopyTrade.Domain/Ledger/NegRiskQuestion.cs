using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Ledger;

/// <summary>What is held of one question of an event whose questions exclude each other: exactly one ends with yes.</summary>
/// <param name="Yes">Yes-shares, zero or more.</param>
/// <param name="No">No-shares, zero or more.</param>
/// <param name="Mark">What a yes-share is worth by the market; null while not known.</param>
public sealed record NegRiskQuestion(decimal Yes, decimal No, Price? Mark = null);
