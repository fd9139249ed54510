namespace CopyTrade.Domain.Venue;

/// <summary>Which questions an event has. Read-only, no key.</summary>
public interface IEventQuestions
{
    /// <summary>
    /// All questions of the event of this market that can still end with yes: exactly one of them will. Empty when that cannot be
    /// said: the questions do not exclude each other, more may be added, one has ended with yes, or a row is unreadable.
    /// <see cref="VenueUnavailableException"/> when the venue does not answer.
    /// </summary>
    Task<IReadOnlyList<EventQuestion>> FindAsync(ConditionId condition, CancellationToken ct);
}
