using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>One observed fill as one story: seen, decided, ordered, settled. What a follower sees of it.</summary>
/// <param name="DecisionId">Row of the decision.</param>
/// <param name="FillId">Identity of the fill.</param>
/// <param name="TargetId">The target's row.</param>
/// <param name="Wallet">Followed wallet.</param>
/// <param name="TargetName">Label, or the wallet's public name, or null.</param>
/// <param name="Side">Their direction.</param>
/// <param name="Title">Market; untrusted text.</param>
/// <param name="Outcome">Outcome name; untrusted text.</param>
/// <param name="TheirPrice">What they paid a share.</param>
/// <param name="TheirNotional">What they paid.</param>
/// <param name="FilledAt">Block time of their trade.</param>
/// <param name="ObservedAt">When we saw it.</param>
/// <param name="DecidedAt">When we decided.</param>
/// <param name="Result">Where the story stands.</param>
/// <param name="ReasonCode">Skip reason, order failure or place reason in snake_case.</param>
/// <param name="OrderId">Our order; null for a skip.</param>
/// <param name="OurPrice">Average price of our matches; null while nothing matched.</param>
/// <param name="OurNotional">What our matches cost; what was ordered while nothing matched; null for a skip.</param>
/// <param name="GapBps">Our price against theirs, plus is worse; null while nothing matched.</param>
/// <param name="SubmittedAt">When the order left; null before.</param>
/// <param name="StateSince">Since when it is in <paramref name="Result"/>.</param>
public sealed record ActivityRow(
    Guid DecisionId,
    string FillId,
    TargetRowId TargetId,
    WalletAddress Wallet,
    string? TargetName,
    OrderSide Side,
    string? Title,
    string? Outcome,
    Price TheirPrice,
    Usdc TheirNotional,
    DateTimeOffset FilledAt,
    DateTimeOffset ObservedAt,
    DateTimeOffset DecidedAt,
    ActivityResult Result,
    string ReasonCode,
    OrderId? OrderId,
    Price? OurPrice,
    Usdc? OurNotional,
    BasisPoints? GapBps,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset StateSince);
