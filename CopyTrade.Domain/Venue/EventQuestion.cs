namespace CopyTrade.Domain.Venue;

/// <summary>A question of an event whose questions exclude each other.</summary>
/// <param name="Condition">Its market.</param>
/// <param name="Yes">Its yes-outcome.</param>
/// <param name="No">The other one.</param>
public sealed record EventQuestion(ConditionId Condition, TokenId Yes, TokenId No);
