using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Rules;

/// <summary>All that the next step of an exit may look at.</summary>
/// <param name="Rule">The rule that fired.</param>
/// <param name="Exit">Which firing of it, from 1.</param>
/// <param name="Terms">What it asked for.</param>
/// <param name="Orders">The orders of this exit so far, oldest first.</param>
/// <param name="Holdings">What may be sold now, in the order in which it is sold.</param>
/// <param name="Incoming">Shares of the same position that are matched and not confirmed.</param>
/// <param name="Outgoing">Shares of the same position that some order sells, not confirmed.</param>
/// <param name="Book">The venue's book; null when it is not known freshly.</param>
/// <param name="Market">The market; null when unknown.</param>
/// <param name="IsResolved">True when its outcome is known.</param>
/// <param name="IsReady">True when the wallet can trade: connected, with credentials and approvals.</param>
/// <param name="Now">The moment.</param>
public sealed record ExitFacts(
    RuleId Rule,
    int Exit,
    RuleTerms Terms,
    IReadOnlyList<ExitOrder> Orders,
    IReadOnlyList<BookHolding> Holdings,
    Shares Incoming,
    Shares Outgoing,
    OrderBook? Book,
    Market? Market,
    bool IsResolved,
    bool IsReady,
    DateTimeOffset Now)
{
    /// <summary>Of <see cref="Outgoing"/>, what copied sales hold that rest at the venue or wait.</summary>
    public Shares Resting { get; init; }
}
