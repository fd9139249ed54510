using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Rules;

/// <summary>
/// Closing a position by hand (R0.54) as a stop that every price fires: one way to sell, with its protection, its tries, its record.
/// A stop and no take-profit, since a stop sells what is bid for where the bids do not take all of it.
/// What nobody bids for within <see cref="Patience"/> stays with its owner.
/// </summary>
public static class CloseNow
{
    // The venue's finest step under a dollar: whatever is bid is at most this.
    private static readonly Price Any = Price.Of(0.999m);

    /// <summary>How long it goes on looking for bids.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromHours(1);

    /// <summary>Sells everything that one book holds of an outcome.</summary>
    /// <param name="condition">The market.</param>
    /// <param name="token">The outcome.</param>
    /// <param name="book">Whose shares.</param>
    /// <param name="now">The moment.</param>
    public static RuleTerms Of(ConditionId condition, TokenId token, string book, DateTimeOffset now) =>
        new(RuleKind.StopLoss, condition, token, Any, null, ExitAction.SellAll.Instance) { Book = book, ExpiresAt = now + Patience };
}
