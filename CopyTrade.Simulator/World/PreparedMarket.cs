namespace CopyTrade.Simulator.World;

/// <summary>A market as a condition on the chain.</summary>
/// <param name="QuestionId">What the payout is reported for.</param>
/// <param name="ConditionId">What is split and redeemed.</param>
/// <param name="Tokens">The two outcome tokens' ids, in decimal digits.</param>
internal sealed record PreparedMarket(string QuestionId, string ConditionId, IReadOnlyList<string> Tokens);
