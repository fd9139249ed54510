using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>One row of the venue's public trade record: a leg of somebody's trade. Has no id of its own; equal rows may be distinct trades.</summary>
/// <param name="Wallet">The wallet that traded.</param>
/// <param name="Transaction">Transaction on chain.</param>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="Side">Direction of the wallet.</param>
/// <param name="Shares">Quantity.</param>
/// <param name="Price">Average of the row, fee aside, rounded to six decimals.</param>
/// <param name="UnixSeconds">Block time.</param>
/// <param name="Title">Untrusted text.</param>
/// <param name="Outcome">Untrusted text.</param>
/// <param name="Trader">Untrusted text.</param>
public sealed record WalletTrade(
    WalletAddress Wallet,
    TransactionHash Transaction,
    ConditionId Condition,
    TokenId Token,
    OrderSide Side,
    Shares Shares,
    Price Price,
    long UnixSeconds,
    string? Title,
    string? Outcome,
    string? Trader);
