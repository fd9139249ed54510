using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>The trade of a target that an order answers.</summary>
/// <param name="Order">Our order.</param>
/// <param name="DecisionId">The decision, which is the story's address.</param>
/// <param name="Target">The target's row.</param>
/// <param name="Wallet">Followed wallet.</param>
/// <param name="TargetName">Label, or the wallet's public name, or null. Untrusted text.</param>
/// <param name="TheirPrice">What they paid a share.</param>
/// <param name="FilledAt">Block time of their trade: the venue's clock, whole seconds.</param>
/// <param name="ObservedAt">When we saw it: our clock.</param>
/// <param name="DecidedAt">When we decided.</param>
/// <param name="Source">What showed it first.</param>
public sealed record OrderCause(
    OrderId Order,
    Guid DecisionId,
    TargetRowId Target,
    WalletAddress Wallet,
    string? TargetName,
    Price TheirPrice,
    DateTimeOffset FilledAt,
    DateTimeOffset ObservedAt,
    DateTimeOffset DecidedAt,
    string Source);
