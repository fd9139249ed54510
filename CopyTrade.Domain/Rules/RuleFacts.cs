using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Rules;

/// <summary>All that an evaluation may look at.</summary>
/// <param name="Terms">The rule.</param>
/// <param name="Held">What is held.</param>
/// <param name="WasHeld">True when the rule has seen a position before: only then its absence means that it is gone.</param>
/// <param name="Reading">The price; null when none was ever read.</param>
/// <param name="Market">The market as last read; null when unknown.</param>
/// <param name="IsResolved">True when the market's outcome is known.</param>
/// <param name="IsReady">True when the wallet can trade: connected, with credentials and approvals.</param>
/// <param name="SiblingExits">True while another rule of the same bracket has fired and is not done.</param>
/// <param name="MostAge">A price older than this decides nothing.</param>
/// <param name="Now">The moment.</param>
public sealed record RuleFacts(
    RuleTerms Terms,
    HeldPosition Held,
    bool WasHeld,
    PriceReading? Reading,
    Market? Market,
    bool IsResolved,
    bool IsReady,
    bool SiblingExits,
    TimeSpan MostAge,
    DateTimeOffset Now)
{
    /// <summary>Until when the rule rests after a firing that sold nothing (<see cref="TradeRule.RestsUntil"/>).</summary>
    public DateTimeOffset? RestsUntil { get; init; }
}
