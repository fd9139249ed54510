namespace CopyTrade.Domain.Venue;

/// <summary>How far a market is on its way to an end.</summary>
/// <param name="Condition">The market.</param>
/// <param name="IsClosed">Whether it trades no more.</param>
/// <param name="Payouts">Dollars that a share of each outcome pays, 0 to 1, together 1; null while it is not decided.</param>
public sealed record MarketResolution(ConditionId Condition, bool IsClosed, IReadOnlyDictionary<TokenId, decimal>? Payouts);
