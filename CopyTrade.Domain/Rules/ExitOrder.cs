using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Rules;

/// <summary>One order of an exit, as the ledger has it now.</summary>
/// <param name="Attempt">Which try, from 1; the orders of several books share one.</param>
/// <param name="Book">Whose shares.</param>
/// <param name="Status">Where it stands; an outcome that nobody knows is pending.</param>
/// <param name="Matched">Shares sold, without matches that were voided.</param>
/// <param name="Failure">Why it ended in error; null otherwise.</param>
/// <param name="Refusal">What the venue said, when it refused.</param>
/// <param name="ChangedAt">Its last change.</param>
public sealed record ExitOrder(int Attempt, string Book, OrderStatus Status, Shares Matched, OrderFailure? Failure, VenueErrorCode? Refusal, DateTimeOffset ChangedAt)
{
    /// <summary>True while the venue may still do something with it.</summary>
    public bool IsUnderWay => !Status.IsFinal();
}
