using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>One purchase of theirs with all that came of it in the period: their sales of it, our copy, our sales of that.</summary>
/// <param name="Trade">Their purchase; null for lots of ours that answer no trade of theirs.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="Theirs">Their profit on it in the period, dollars.</param>
/// <param name="Mine">Ours, dollars.</param>
/// <param name="Parts">How one becomes the other; none while unpriced.</param>
/// <param name="Main">The bar and reason under which it is counted while unpriced.</param>
/// <param name="IsPriced">Every mark that it needs is known; otherwise it is in no sum.</param>
public sealed record GapTrade(
    FollowedTrade? Trade, TokenId Token, decimal Theirs, decimal Mine, IReadOnlyList<GapPart> Parts, (GapBar Bar, string? Reason) Main, bool IsPriced);
