using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>A public trade of a followed wallet, as the generator sees it.</summary>
/// <param name="FillId">Identity of the observed fill.</param>
/// <param name="Trader">The wallet.</param>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="Outcome">Name of the outcome; untrusted text, may be missing.</param>
/// <param name="Side">Direction.</param>
/// <param name="Shares">Tokens.</param>
/// <param name="Price">Average price.</param>
/// <param name="TransactionHash">On chain.</param>
/// <param name="FilledAt">Block time.</param>
/// <param name="ObservedAt">When it was seen.</param>
public sealed record EmittedTrade(
    string FillId,
    WalletAddress Trader,
    ConditionId Condition,
    TokenId Token,
    string? Outcome,
    OrderSide Side,
    Shares Shares,
    Price Price,
    string TransactionHash,
    DateTimeOffset FilledAt,
    DateTimeOffset ObservedAt);
