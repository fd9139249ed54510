using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>A position that a candidate still has, as the venue states it.</summary>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="Shares">Held.</param>
/// <param name="AveragePrice">Average entry.</param>
/// <param name="Value">At the venue's own mark; null when not given.</param>
/// <param name="Title">Untrusted text.</param>
/// <param name="Outcome">Untrusted text.</param>
public sealed record LeaderOpening(ConditionId Condition, TokenId Token, Shares Shares, Price AveragePrice, Usdc? Value, string? Title, string? Outcome)
{
    /// <summary>What it cost, rounded up.</summary>
    public Usdc Cost => Shares.CostAt(AveragePrice);
}
