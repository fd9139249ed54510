using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>One row of what moved in a wallet other than by a trade. Has no id of its own; equal rows may be distinct movements.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Transaction">Transaction on chain.</param>
/// <param name="Condition">The market; null for money alone.</param>
/// <param name="Token">The outcome; null for money, splits and merges.</param>
/// <param name="Shares">Quantity.</param>
/// <param name="Dollars">Collateral that moved, without a sign.</param>
/// <param name="At">Block time, UTC.</param>
/// <param name="Title">Untrusted text.</param>
public sealed record WalletActivity(
    ActivityKind Kind, TransactionHash Transaction, ConditionId? Condition, TokenId? Token, Shares Shares, Usdc Dollars, DateTimeOffset At, string? Title);
