using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Simulation;

/// <summary>What one account made of a followed trade.</summary>
/// <param name="DecidedAt">When it decided.</param>
/// <param name="Decision"><c>placed</c>, <c>skipped</c> or <c>error</c>.</param>
/// <param name="Reason">The decision's reason code.</param>
/// <param name="Rules">The follower's rules, as text without ids: equal text is equal rules.</param>
/// <param name="Situation">What the account held and could spend, as text: equal text is an equal situation.</param>
/// <param name="MarketRules">What the market demanded, as text.</param>
/// <param name="Limit">Limit of the order; null when none was written.</param>
/// <param name="Asked">Shares of the order; null when none was written.</param>
/// <param name="Status">State of the order; null when none was written.</param>
/// <param name="Refusal">Why it was denied or rejected, one sentence; null when it was not.</param>
/// <param name="Matched">Shares that matched and were not voided.</param>
/// <param name="Dollars">Of those matches, without fees.</param>
/// <param name="Fee">Of those matches; null while not known.</param>
/// <param name="Voided">Shares of matches whose settlement failed.</param>
/// <param name="FeeByFormula">What the market's schedule charges for these matches; null without a market.</param>
/// <param name="IsBuy">Side of the followed trade.</param>
/// <param name="MetBookAt">When the order met the book: the reading of a paper order's book, the venue's acceptance of a real order as we heard it; null when it never did.</param>
/// <param name="SettledAt">When the last match became final; null before.</param>
public sealed record ComparedSide(
    DateTimeOffset DecidedAt,
    string Decision,
    string Reason,
    string Rules,
    string Situation,
    string MarketRules,
    Price? Limit,
    Shares? Asked,
    string? Status,
    string? Refusal,
    Shares Matched,
    decimal Dollars,
    Usdc? Fee,
    Shares Voided,
    Usdc? FeeByFormula,
    bool IsBuy,
    DateTimeOffset? MetBookAt,
    DateTimeOffset? SettledAt)
{
    /// <summary>Dollars a share, unrounded; null without a match.</summary>
    public decimal? AveragePrice => Matched > Shares.Zero ? Dollars / Matched.Quantity : null;

    /// <summary>The order waits for its outcome, or for more of it.</summary>
    public bool IsMoving => Status is "pending" or "open" or "partial" || (Matched > Shares.Zero && SettledAt is null);
}
