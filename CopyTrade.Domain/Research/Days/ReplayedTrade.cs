using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Days;

/// <summary>One trade of theirs in a replay, and what the rules would have made of it.</summary>
/// <param name="At">Block time of their trade, UTC.</param>
/// <param name="Side">Their direction.</param>
/// <param name="Title">The market's question; untrusted text, null when not told.</param>
/// <param name="Outcome">The outcome's name; untrusted text, null when not told.</param>
/// <param name="Price">Dollars a share that they paid or got.</param>
/// <param name="Theirs">Dollars of theirs.</param>
/// <param name="Ours">Dollars of the order that would have gone out; null for a skip.</param>
/// <param name="Skipped">Why none would have; null for an order.</param>
public sealed record ReplayedTrade(DateTimeOffset At, OrderSide Side, string? Title, string? Outcome, Price Price, Usdc Theirs, Usdc? Ours, SkipReason? Skipped);
