using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>Everything that is looked at to carry out an accepted intent.</summary>
/// <param name="Intent">The intent.</param>
/// <param name="Profile">The profile that accepted it.</param>
/// <param name="Market">Constraints of the token; null when the venue knows none.</param>
/// <param name="Book">The book now; null when it could not be read.</param>
/// <param name="Snapshot">Our situation.</param>
/// <param name="Now">The moment of the decision.</param>
public sealed record SignalInput(SignalIntent Intent, SignalProfile Profile, Market? Market, OrderBook? Book, SignalSnapshot Snapshot, DateTimeOffset Now);
