using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>What one share of a token was worth at a moment, and how that is known.</summary>
/// <param name="Token">The outcome token.</param>
/// <param name="Value">Dollars a share, 0 to 1.</param>
/// <param name="At">When the value was taken; not later than the moment asked for.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record TokenMark(TokenId Token, Price Value, DateTimeOffset At, MarkSource Source)
{
    /// <summary>The value is that of its price together with the prices of the event's other questions (<see cref="EventMarks"/>).</summary>
    public bool IsTogether { get; init; }
}
