using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>What a tenant holds of one outcome token under one book: confirmed shares only.</summary>
/// <param name="Token">Outcome token.</param>
/// <param name="Condition">Market.</param>
/// <param name="Book">Whose shares.</param>
/// <param name="Title">Market title; untrusted text.</param>
/// <param name="Outcome">Outcome name; untrusted text.</param>
/// <param name="Shares">Confirmed, unsold.</param>
/// <param name="Cost">What they cost, fees included.</param>
/// <param name="AverageEntry">Cost a share; null when nothing is held.</param>
/// <param name="Realized">Profit or loss of what was sold, fees taken off.</param>
/// <param name="Incoming">Matched, not yet confirmed; in no total.</param>
/// <param name="Outgoing">Being sold, not yet confirmed.</param>
/// <param name="UnsettledSince">Oldest unfinished settlement; null when there is none.</param>
/// <param name="LastChangeAt">Last confirmed move.</param>
/// <param name="State">Where the newest position on this outcome stands; null before the first confirmed share.</param>
/// <param name="Holder">The wallet that they lie in when it is not the one that is connected: nothing of them can be sold from here. Null for the connected one.</param>
/// <param name="Stranded">The target's sale that was not copied, or not whole, while nothing else watches the rest; null when there is none.</param>
public sealed record PositionRow(
    TokenId Token,
    ConditionId Condition,
    string Book,
    string? Title,
    string? Outcome,
    Shares Shares,
    Usdc Cost,
    Price? AverageEntry,
    Usdc Realized,
    Shares Incoming,
    Shares Outgoing,
    DateTimeOffset? UnsettledSince,
    DateTimeOffset? LastChangeAt,
    PositionState? State = null,
    WalletAddress? Holder = null,
    StrandedExit? Stranded = null);
