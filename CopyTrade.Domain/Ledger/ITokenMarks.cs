using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>What tokens were worth, now or in the past.</summary>
public interface ITokenMarks
{
    /// <summary>
    /// The marks of tokens at one moment: the payout of a market resolved by then, or else the latest known price at or before it.
    /// A token of which nothing is known is absent: unknown is not zero. Prices of an event whose questions exclude each other are taken
    /// together where all are known (<see cref="EventMarks"/>). Reads only what is stored; never calls the venue.
    /// </summary>
    Task<IReadOnlyDictionary<TokenId, TokenMark>> AtAsync(IReadOnlyCollection<TokenId> tokens, DateTimeOffset at, CancellationToken ct);

    /// <summary>Sees to it that marks of these tokens over a time are stored, asking the venue for past prices where they are not. For jobs, not for pages. <see cref="VenueUnavailableException"/> when the venue does not answer.</summary>
    Task FillAsync(IReadOnlyCollection<TokenId> tokens, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}
