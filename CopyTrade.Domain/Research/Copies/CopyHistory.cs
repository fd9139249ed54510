namespace CopyTrade.Domain.Research.Copies;

/// <summary>A target's trades while it was followed and our lots in its book, both from the beginning: first in, first out needs what came before.</summary>
/// <param name="Trades">Theirs, in any order.</param>
/// <param name="Lots">Ours, in any order.</param>
public sealed record CopyHistory(IReadOnlyList<FollowedTrade> Trades, IReadOnlyList<OwnLot> Lots);
