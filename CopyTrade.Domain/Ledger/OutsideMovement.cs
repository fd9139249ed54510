using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>Something that moved in a connected wallet without an order of ours.</summary>
/// <param name="Source">Names its row.</param>
/// <param name="Kind">What it is.</param>
/// <param name="At">Block time, UTC.</param>
/// <param name="Condition">The market; null for money alone.</param>
/// <param name="First">The market's first outcome; null when not known.</param>
/// <param name="Second">The other one.</param>
/// <param name="Shares">Quantity, of each outcome where it is a split or a merge.</param>
/// <param name="Dollars">Collateral that moved, without a sign.</param>
public sealed record OutsideMovement(string Source, ActivityKind Kind, DateTimeOffset At, ConditionId? Condition, TokenId? First, TokenId? Second, Shares Shares, Usdc Dollars);
