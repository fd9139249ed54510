using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>A position as the public record shows it: a hint, not the truth.</summary>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="Shares">Quantity held.</param>
/// <param name="AveragePrice">Average entry.</param>
/// <param name="CurrentValue">Value at the record's own mark; null when not given.</param>
/// <param name="Title">Untrusted text.</param>
/// <param name="Outcome">Untrusted text.</param>
public sealed record WalletPosition(ConditionId Condition, TokenId Token, Shares Shares, Price AveragePrice, Usdc? CurrentValue, string? Title, string? Outcome);
