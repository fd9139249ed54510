namespace CopyTrade.Domain.Ledger;

/// <summary>The settlement of one confirmed match (R2.16). Dollars, from the match itself and never from the order.</summary>
/// <param name="Fill">The match.</param>
/// <param name="Order">Its order.</param>
/// <param name="At">When it was matched, UTC.</param>
/// <param name="SettledAt">When the chain confirmed it, UTC.</param>
/// <param name="Side">buy or sell.</param>
/// <param name="Book">Whose shares.</param>
/// <param name="Target">Name of the target; untrusted text.</param>
/// <param name="Condition">The market.</param>
/// <param name="Market">Its name; untrusted text.</param>
/// <param name="Outcome">Name of the outcome; untrusted text.</param>
/// <param name="Token">The outcome.</param>
/// <param name="Shares">Quantity.</param>
/// <param name="Price">Dollars a share, fee aside.</param>
/// <param name="Fee">Charged at the match; null while the venue has not told it.</param>
/// <param name="IsTaker">Whether our order took another's; makers pay no fee.</param>
/// <param name="Cash">What it did to the cash, fee included; below zero spent. Null for a purchase without its lot: what it cost is not known.</param>
/// <param name="Realized">What the sold shares made against what they had cost, less a fee learned late; of a purchase the part of a fee learned late for shares that were gone by then, below zero. Null for any other purchase, and where no lot is known to have been sold.</param>
/// <param name="Transaction">On chain.</param>
/// <param name="FeeLearnedAt">When the fee was learned, for one that was not known when the match became final, UTC; null for any other.</param>
public sealed record FillStatement(
    Guid Fill, Guid Order, DateTimeOffset At, DateTimeOffset? SettledAt, string Side, string Book, string? Target, string Condition, string? Market, string? Outcome, string Token,
    decimal Shares, decimal Price, decimal? Fee, bool IsTaker, decimal? Cash, decimal? Realized, string? Transaction, DateTimeOffset? FeeLearnedAt = null);
